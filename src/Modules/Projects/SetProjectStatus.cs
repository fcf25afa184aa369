using Rahat.Contracts.Projects;
using Rahat.Runtime.Security;

namespace Rahat.Projects;

internal static class SetProjectStatusEndpoint
{
    public static Task<ProjectDetails> Patch(
        Guid uuid,
        SetProjectStatus request,
        IBus bus,
        CancellationToken cancellationToken) => bus.Request(request with { Uuid = uuid }, cancellationToken);
}

internal sealed class SetProjectStatusHandler(ProjectsDb db, PiiVault vault)
    : IRequestHandler<SetProjectStatus, ProjectDetails>
{
    public async Task<ProjectDetails> Handle(SetProjectStatus request, CancellationToken cancellationToken)
    {
        var project = await db.Find(request.Uuid, cancellationToken);
        var from = project.Status;
        project.MoveTo(request.Status, vault.SealOrNull(request.Reason, project.Uuid), db.Now);
        db.Publish(new ProjectStatusChanged(project.Uuid, from, project.Status));
        await db.SaveChangesAsync(cancellationToken);
        return project.ToDetails();
    }
}
