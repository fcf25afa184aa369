using Rahat.Contracts.Projects;

namespace Rahat.Projects;

internal static class CreateProjectEndpoint
{
    public static Task<ProjectDetails> Post(CreateProject request, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(request, cancellationToken);
}

internal sealed class CreateProjectHandler(ProjectsDb db, ProjectTypeCatalogue types)
    : IRequestHandler<CreateProject, ProjectDetails>
{
    public async Task<ProjectDetails> Handle(CreateProject request, CancellationToken cancellationToken)
    {
        var type = types.Find(request.Type) ?? throw Refusal.Invalid(
            new FieldFault("type", $"type must be one of {string.Join(", ", types.Keys)}"));
        var project = Project.Open(db.NewId(), type, request, db.Now);
        db.Add(project);
        db.Publish(new ProjectCreated(project.Uuid, project.Type));
        await db.SaveChangesAsync(cancellationToken);
        return project.ToDetails();
    }
}
