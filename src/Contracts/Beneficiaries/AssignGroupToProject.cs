namespace Rahat.Contracts.Beneficiaries;

/// <summary>
/// Assigns a group, and every member who is not yet there, to a project. Doing it again changes nothing.
/// </summary>
[MessageName("beneficiaries.group.assign_to_project")]
[Permit("update", "beneficiary")]
public sealed record AssignGroupToProject : IRequest<GroupAssignment>
{
    /// <summary>Which group; taken from the route.</summary>
    public Guid Uuid { get; init; }

    /// <summary>Which project.</summary>
    public required Guid ProjectId { get; init; }
}

/// <summary>A group's assignment to a project.</summary>
/// <param name="GroupId">Which group.</param>
/// <param name="ProjectId">Which project.</param>
/// <param name="Members">How many members the group has.</param>
/// <param name="NewlyAssigned">How many of them were not in the project before.</param>
public sealed record GroupAssignment(Guid GroupId, Guid ProjectId, int Members, int NewlyAssigned);
