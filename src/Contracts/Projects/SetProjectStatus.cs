using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Projects;

/// <summary>
/// Moves a project on: NOT_READY to ACTIVE, ACTIVE to CLOSED, and with a reason CLOSED back to ACTIVE.
/// </summary>
[MessageName("projects.project.set_status")]
[Permit("update", "project")]
public sealed record SetProjectStatus : IRequest<ProjectDetails>
{
    /// <summary>Which project; taken from the route.</summary>
    public Guid Uuid { get; init; }

    /// <summary>Where it is to stand.</summary>
    public required ProjectStatus Status { get; init; }

    /// <summary>Why; required to reopen a closed project.</summary>
    [StringLength(1_000, MinimumLength = 1)]
    public string? Reason { get; init; }
}
