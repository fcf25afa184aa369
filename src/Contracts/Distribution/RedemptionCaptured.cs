namespace Rahat.Contracts.Distribution;

/// <summary>The held amount is the vendor's.</summary>
/// <param name="RedemptionId">Which redemption.</param>
/// <param name="ProjectId">In which project.</param>
/// <param name="VendorId">Who has it now.</param>
/// <param name="BeneficiaryId">Whose entitlement it was.</param>
/// <param name="Amount">How much, in the token's own unit.</param>
/// <param name="Symbol">The token's symbol.</param>
[MessageName("distribution.redemption_captured")]
public sealed record RedemptionCaptured(
    Guid RedemptionId,
    Guid ProjectId,
    Guid VendorId,
    Guid BeneficiaryId,
    Amount Amount,
    string Symbol) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => RedemptionId;
}
