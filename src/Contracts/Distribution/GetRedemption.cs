namespace Rahat.Contracts.Distribution;

/// <summary>One redemption; a vendor sees its own alone.</summary>
/// <param name="RedemptionId">Its id.</param>
[MessageName("distribution.redemption.get")]
[Permit("read", "redemption")]
public sealed record GetRedemption(Guid RedemptionId) : IQuery<RedemptionDetails>;
