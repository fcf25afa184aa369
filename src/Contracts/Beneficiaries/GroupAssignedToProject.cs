namespace Rahat.Contracts.Beneficiaries;

/// <summary>A group and its members belong to a project from now on.</summary>
/// <param name="GroupId">Which group.</param>
/// <param name="ProjectId">Which project.</param>
/// <param name="NewlyAssigned">How many of its members were not in the project before.</param>
[MessageName("beneficiaries.group_assigned_to_project")]
public sealed record GroupAssignedToProject(Guid GroupId, Guid ProjectId, int NewlyAssigned) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => GroupId;
}
