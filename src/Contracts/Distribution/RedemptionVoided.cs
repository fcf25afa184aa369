namespace Rahat.Contracts.Distribution;

/// <summary>The hold was released; the person has the amount back.</summary>
/// <param name="RedemptionId">Which redemption.</param>
/// <param name="ProjectId">In which project.</param>
/// <param name="Reason">Why.</param>
[MessageName("distribution.redemption_voided")]
public sealed record RedemptionVoided(Guid RedemptionId, Guid ProjectId, VoidReason Reason) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => RedemptionId;
}
