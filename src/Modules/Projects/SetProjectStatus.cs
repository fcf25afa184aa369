using Rahat.Contracts.Projects;

namespace Rahat.Projects;

internal static class SetProjectStatusEndpoint
{
    public static Task<ProjectDetails> Patch(
        Guid uuid,
        SetProjectStatus request,
        IBus bus,
        CancellationToken cancellationToken) => bus.Request(request with { Uuid = uuid }, cancellationToken);
}

internal sealed class SetProjectStatusHandler(ProjectsDb db) : IRequestHandler<SetProjectStatus, ProjectDetails>
{
    public async Task<ProjectDetails> Handle(SetProjectStatus request, CancellationToken cancellationToken)
    {
        var project = await db.Find(request.Uuid, cancellationToken);
        var from = project.Status;
        project.MoveTo(request.Status, request.Reason, db.Now);
        db.Publish(new ProjectStatusChanged(project.Uuid, from, project.Status, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return project.ToDetails();
    }
}
