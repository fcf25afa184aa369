using Rahat.Contracts.Projects;

namespace Rahat.Projects;

internal sealed class GetProjectTermsHandler(ProjectsDb db, ProjectTypeCatalogue types)
    : IRequestHandler<GetProjectTerms, ProjectTerms>
{
    public async Task<ProjectTerms> Handle(GetProjectTerms request, CancellationToken cancellationToken)
    {
        var project = await db.Projects.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Uuid == request.ProjectId, cancellationToken)
            ?? throw Refusal.NotFound("project");
        return new ProjectTerms(
            project.Uuid, project.Status, project.Type, types.Find(project.Type)?.Capabilities ?? []);
    }
}
