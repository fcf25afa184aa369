using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries;

internal static class ListBeneficiariesEndpoint
{
    public static Task<Page<BeneficiaryDetails>> Get(
        int? page,
        int? perPage,
        string? projectId,
        DateTimeOffset? startDate,
        DateTimeOffset? endDate,
        IBus bus,
        CancellationToken cancellationToken)
    {
        var filter = ProjectFilter.Parse(projectId);
        var request = new ListBeneficiaries
        {
            Page = PageRequest.Of(page, perPage),
            ProjectId = filter.ProjectId,
            NotAssigned = filter.NotAssigned,
            StartDate = startDate?.ToUniversalTime(),
            EndDate = endDate?.ToUniversalTime(),
        };
        return bus.Request(request, cancellationToken);
    }
}

internal sealed class ListBeneficiariesHandler(BeneficiariesDb db, PeopleReader reader)
    : IRequestHandler<ListBeneficiaries, Page<BeneficiaryDetails>>
{
    public async Task<Page<BeneficiaryDetails>> Handle(ListBeneficiaries request, CancellationToken cancellationToken)
    {
        var people = db.Beneficiaries.AsNoTracking().Where(person => person.DeletedAt == null);
        if (request.StartDate is { } start)
            people = people.Where(person => person.CreatedAt >= start);
        if (request.EndDate is { } end)
            people = people.Where(person => person.CreatedAt <= end);
        if (request.NotAssigned)
            people = people.Where(person => !db.ProjectBeneficiaries.Any(link => link.BeneficiaryId == person.Uuid));
        var (page, total) = request.ProjectId is { } project
            ? await OfProject(people, project, request.Page, cancellationToken)
            : await OfAll(people, request.Page, cancellationToken);
        return request.Page.Answer(await reader.Details(page, cancellationToken), total);
    }

    private static async Task<(List<Beneficiary> Page, int Total)> OfAll(
        IQueryable<Beneficiary> people,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        var rows = people.OrderByDescending(person => person.CreatedAt).ThenByDescending(person => person.Id).Of(page);
        return (await rows.ToListAsync(cancellationToken), await people.CountAsync(cancellationToken));
    }

    /// <summary>In the order of assignment, which the index of the project's links walks.</summary>
    private async Task<(List<Beneficiary> Page, int Total)> OfProject(
        IQueryable<Beneficiary> people,
        Guid project,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        var assigned = db.ProjectBeneficiaries.Where(link => link.ProjectId == project)
            .Join(
                people,
                link => link.BeneficiaryId,
                person => person.Uuid,
                (link, person) => new { Link = link.Id, Person = person });
        var rows = assigned.OrderByDescending(one => one.Link).Of(page).Select(one => one.Person);
        return (await rows.ToListAsync(cancellationToken), await assigned.CountAsync(cancellationToken));
    }
}
