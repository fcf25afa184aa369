namespace Rahat.Contracts.Distribution;

/// <summary>Money was set aside for a group, or put back.</summary>
/// <param name="ReservationId">Which reservation.</param>
/// <param name="ProjectId">In which project.</param>
/// <param name="Status">Where it stands now.</param>
[MessageName("distribution.reservation_changed")]
public sealed record ReservationChanged(Guid ReservationId, Guid ProjectId, ReservationStatus Status) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => ReservationId;
}
