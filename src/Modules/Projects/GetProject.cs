using Rahat.Contracts.Projects;

namespace Rahat.Projects;

internal static class GetProjectEndpoint
{
    public static Task<ProjectDetails> Get(Guid uuid, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new GetProject(uuid), cancellationToken);
}

internal sealed class GetProjectHandler(ProjectsDb db) : IRequestHandler<GetProject, ProjectDetails>
{
    public async Task<ProjectDetails> Handle(GetProject request, CancellationToken cancellationToken) =>
        (await db.Find(request.Uuid, cancellationToken)).ToDetails();
}
