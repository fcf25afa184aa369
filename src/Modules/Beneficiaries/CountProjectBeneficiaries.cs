using System.Text.Json;

using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries;

internal sealed class CountProjectBeneficiariesHandler(BeneficiariesDb db)
    : IRequestHandler<CountProjectBeneficiaries, ProjectBeneficiaryCounts>
{
    public async Task<ProjectBeneficiaryCounts> Handle(
        CountProjectBeneficiaries request,
        CancellationToken cancellationToken)
    {
        var genders = await db.ProjectBeneficiaries.Where(link => link.ProjectId == request.ProjectId)
            .Join(db.Beneficiaries, link => link.BeneficiaryId, person => person.Uuid, (_, person) => person)
            .Where(person => person.DeletedAt == null)
            .GroupBy(person => person.Gender)
            .Select(group => new { Gender = group.Key, Count = group.Count() })
            .ToListAsync(cancellationToken);
        var groups = await db.ProjectGroups.CountAsync(link => link.ProjectId == request.ProjectId, cancellationToken);
        return new ProjectBeneficiaryCounts(
            genders.Sum(one => one.Count),
            groups,
            genders.ToDictionary(
                one => JsonNamingPolicy.SnakeCaseUpper.ConvertName(one.Gender.ToString()), one => one.Count));
    }
}
