using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Distribution;

/// <summary>
/// The vendor passes on the code the person told them; with the right one the held amount is the vendor's.
/// </summary>
[MessageName("distribution.redemption.confirm")]
[Permit("create", "redemption")]
public sealed record ConfirmRedemption : IRequest<RedemptionDetails>
{
    /// <summary>Which redemption; taken from the route.</summary>
    public Guid RedemptionId { get; init; }

    /// <summary>The one-time code, six digits.</summary>
    [Required, StringLength(12, MinimumLength = 1)]
    public required string Code { get; init; }
}
