namespace Rahat.Contracts.Projects;

/// <summary>A project was opened.</summary>
/// <param name="ProjectId">Its id.</param>
/// <param name="ProjectType">Key of its type.</param>
[MessageName("projects.project_created")]
public sealed record ProjectCreated(Guid ProjectId, string ProjectType) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => ProjectId;
}
