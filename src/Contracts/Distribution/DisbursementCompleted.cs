namespace Rahat.Contracts.Distribution;

/// <summary>Everybody in a reservation has their entitlement.</summary>
/// <param name="DisbursementId">Which disbursement.</param>
/// <param name="ReservationId">Which reservation.</param>
/// <param name="Lines">How many people.</param>
[MessageName("distribution.disbursement_completed")]
public sealed record DisbursementCompleted(Guid DisbursementId, Guid ReservationId, int Lines) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => DisbursementId;
}
