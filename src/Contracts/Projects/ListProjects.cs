using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Projects;

/// <summary>The projects, newest first.</summary>
/// <param name="Page">Which page.</param>
[MessageName("projects.project.list")]
[Permit("read", "project")]
public sealed record ListProjects([property: Required] PageRequest Page) : IQuery<Page<ProjectDetails>>;
