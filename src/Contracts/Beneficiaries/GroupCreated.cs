namespace Rahat.Contracts.Beneficiaries;

/// <summary>A group was made.</summary>
/// <param name="GroupId">Which group.</param>
/// <param name="Members">How many people it began with.</param>
[MessageName("beneficiaries.group_created")]
public sealed record GroupCreated(Guid GroupId, int Members) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => GroupId;
}
