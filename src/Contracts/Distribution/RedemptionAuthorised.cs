namespace Rahat.Contracts.Distribution;

/// <summary>An amount is held until the code comes.</summary>
/// <param name="RedemptionId">Which redemption.</param>
/// <param name="ProjectId">In which project.</param>
/// <param name="VendorId">Who asked.</param>
/// <param name="BeneficiaryId">Whose entitlement.</param>
[MessageName("distribution.redemption_authorised")]
public sealed record RedemptionAuthorised(Guid RedemptionId, Guid ProjectId, Guid VendorId, Guid BeneficiaryId) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => RedemptionId;
}
