using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Groups;

/// <summary>Turns groups into what readers get: one query for the sizes of them all, one for their projects.</summary>
internal sealed class GroupReader(BeneficiariesDb db, PeopleReader people)
{
    public async Task<IReadOnlyList<GroupSummary>> Summaries(
        IReadOnlyCollection<Group> groups,
        CancellationToken cancellationToken)
    {
        var ids = groups.Select(group => group.Uuid).ToArray();
        var sizes = await db.GroupMembers.Where(member => ids.Contains(member.GroupId))
            .GroupBy(member => member.GroupId)
            .Select(members => new { Group = members.Key, Size = members.Count() })
            .ToDictionaryAsync(one => one.Group, one => one.Size, cancellationToken);
        var links = await db.ProjectGroups.AsNoTracking().Where(link => ids.Contains(link.GroupId))
            .OrderBy(link => link.CreatedAt).ToListAsync(cancellationToken);
        var projects = await people.Projects(links.Select(link => link.ProjectId), cancellationToken);
        var linksOf = links.ToLookup(link => link.GroupId);
        return
        [
            .. groups.Select(group => group.ToSummary(
                sizes.GetValueOrDefault(group.Uuid),
                [
                    .. linksOf[group.Uuid].Select(link => new GroupProjectLink(
                        link.ProjectId, link.CreatedAt, projects[link.ProjectId])),
                ])),
        ];
    }
}
