using Rahat.Contracts.Beneficiaries;
using Rahat.Contracts.Projects;
using Rahat.Runtime.Security;

namespace Rahat.Beneficiaries;

/// <summary>
/// Turns rows into what readers get: one query for what identifies the people, one for their projects.
/// </summary>
internal sealed class PeopleReader(BeneficiariesDb db, IBus bus, PiiVault vault)
{
    public async Task<IReadOnlyList<BeneficiaryDetails>> Details(
        IReadOnlyCollection<Beneficiary> people,
        CancellationToken cancellationToken)
    {
        var ids = people.Select(person => person.Uuid).ToArray();
        var pii = await db.Pii.AsNoTracking().Where(one => ids.Contains(one.BeneficiaryId))
            .ToDictionaryAsync(one => one.BeneficiaryId, cancellationToken);
        var links = await db.ProjectBeneficiaries.AsNoTracking().Where(link => ids.Contains(link.BeneficiaryId))
            .OrderBy(link => link.Id).ToListAsync(cancellationToken);
        var projects = await Projects(links.Select(link => link.ProjectId), cancellationToken);
        var linksOf = links.ToLookup(link => link.BeneficiaryId);
        return
        [
            .. people.Select(person => person.ToDetails(
                pii.GetValueOrDefault(person.Uuid)?.ToDetails(person.Id, vault),
                [
                    .. linksOf[person.Uuid].Select(link => new ProjectLink(
                        link.Id, link.ProjectId, link.BeneficiaryId, link.CreatedAt, projects[link.ProjectId])),
                ])),
        ];
    }

    /// <summary>Each project in short, asked once; null for one that is gone.</summary>
    public async Task<IReadOnlyDictionary<Guid, ProjectBrief?>> Projects(
        IEnumerable<Guid> ids,
        CancellationToken cancellationToken)
    {
        var projects = new Dictionary<Guid, ProjectBrief?>();
        foreach (var id in ids.Distinct())
            projects[id] = await Project(id, cancellationToken);
        return projects;
    }

    private async Task<ProjectBrief?> Project(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            var project = await bus.Request(new GetProject(id), cancellationToken);
            return new ProjectBrief(project.Id, project.Uuid, project.Name, project.Type);
        }
        catch (Refusal refusal) when (refusal.Kind == RefusalKind.NotFound)
        {
            return null;
        }
    }
}
