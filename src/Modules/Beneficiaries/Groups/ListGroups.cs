using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Groups;

internal static class ListGroupsEndpoint
{
    public static Task<Page<GroupSummary>> Get(
        int? page,
        int? perPage,
        string? projectId,
        IBus bus,
        CancellationToken cancellationToken)
    {
        var filter = ProjectFilter.Parse(projectId);
        var request = new ListGroups
        {
            Page = PageRequest.Of(page, perPage),
            ProjectId = filter.ProjectId,
            NotAssigned = filter.NotAssigned,
        };
        return bus.Request(request, cancellationToken);
    }
}

internal sealed class ListGroupsHandler(
    BeneficiariesDb db,
    GroupReader reader) : IRequestHandler<ListGroups, Page<GroupSummary>>
{
    public async Task<Page<GroupSummary>> Handle(ListGroups request, CancellationToken cancellationToken)
    {
        var groups = db.Groups.AsNoTracking().Where(group => group.DeletedAt == null);
        if (request.ProjectId is { } project)
        {
            groups = groups.Where(
                group => db.ProjectGroups.Any(link => link.GroupId == group.Uuid && link.ProjectId == project));
        }

        if (request.NotAssigned)
            groups = groups.Where(group => !db.ProjectGroups.Any(link => link.GroupId == group.Uuid));
        var rows = groups.OrderByDescending(group => group.CreatedAt).ThenByDescending(group => group.Id);
        var page = await rows.Of(request.Page).ToListAsync(cancellationToken);
        var total = await groups.CountAsync(cancellationToken);
        return request.Page.Answer(await reader.Summaries(page, cancellationToken), total);
    }
}
