namespace Rahat.Contracts.Projects;

/// <summary>A project moved on, or was reopened.</summary>
/// <param name="ProjectId">Its id.</param>
/// <param name="From">Where it stood.</param>
/// <param name="To">Where it stands.</param>
[MessageName("projects.project_status_changed")]
public sealed record ProjectStatusChanged(Guid ProjectId, ProjectStatus From, ProjectStatus To) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => ProjectId;
}
