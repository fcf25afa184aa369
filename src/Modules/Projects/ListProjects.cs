using Rahat.Contracts.Projects;

namespace Rahat.Projects;

internal static class ListProjectsEndpoint
{
    public static Task<Page<ProjectDetails>> Get(
        int? page,
        int? perPage,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(new ListProjects(PageRequest.Of(page, perPage)), cancellationToken);
}

internal sealed class ListProjectsHandler(ProjectsDb db) : IRequestHandler<ListProjects, Page<ProjectDetails>>
{
    public async Task<Page<ProjectDetails>> Handle(ListProjects request, CancellationToken cancellationToken)
    {
        var projects = await db.Projects.AsNoTracking()
            .OrderByDescending(project => project.CreatedAt).ThenByDescending(project => project.Id)
            .Of(request.Page)
            .ToListAsync(cancellationToken);
        var total = await db.Projects.CountAsync(cancellationToken);
        return request.Page.Answer([.. projects.Select(project => project.ToDetails())], total);
    }
}
