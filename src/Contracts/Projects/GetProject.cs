namespace Rahat.Contracts.Projects;

/// <summary>One project.</summary>
/// <param name="Uuid">Its id.</param>
[MessageName("projects.project.get")]
[Permit("read", "project")]
public sealed record GetProject(Guid Uuid) : IQuery<ProjectDetails>;
