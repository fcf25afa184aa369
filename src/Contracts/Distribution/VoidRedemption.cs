namespace Rahat.Contracts.Distribution;

/// <summary>Gives a redemption up that was not confirmed; the person has the amount back at once.</summary>
/// <param name="RedemptionId">Which redemption.</param>
[MessageName("distribution.redemption.void")]
[Permit("create", "redemption")]
public sealed record VoidRedemption(Guid RedemptionId) : IRequest<RedemptionDetails>;
