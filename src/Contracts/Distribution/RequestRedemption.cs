using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Distribution;

/// <summary>
/// The signed-in vendor asks to take an amount from a person's entitlement. The amount is held, and the person gets a
/// one-time code to tell the vendor.
/// </summary>
[MessageName("distribution.redemption.request")]
[Permit("create", "redemption")]
public sealed record RequestRedemption : IRequest<RedemptionDetails>, IValidatableObject
{
    /// <summary>In which project.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>In which token; may be left out when the project has one.</summary>
    public Guid? TokenId { get; init; }

    /// <summary>Whose entitlement; this or <see cref="Phone"/>.</summary>
    public Guid? BeneficiaryId { get; init; }

    /// <summary>The person's phone number; this or <see cref="BeneficiaryId"/>.</summary>
    [StringLength(40, MinimumLength = 3)]
    public string? Phone { get; init; }

    /// <summary>How much, in the token's own unit.</summary>
    public required Amount Amount { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BeneficiaryId is null == Phone is null)
            yield return new ValidationResult("give either beneficiaryId or phone", [nameof(BeneficiaryId)]);
    }
}

/// <summary>A redemption as readers get it; it never shows the code.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProjectId">In which project.</param>
/// <param name="TokenId">In which token.</param>
/// <param name="VendorId">Who takes it.</param>
/// <param name="BeneficiaryId">Whose entitlement.</param>
/// <param name="Amount">How much.</param>
/// <param name="Symbol">The token's symbol.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="RequestedAt">When the vendor asked.</param>
/// <param name="ExpiresAt">Until when the code is good.</param>
/// <param name="EndedAt">When it was captured or voided.</param>
/// <param name="VoidReason">Why it was voided.</param>
public sealed record RedemptionDetails(
    Guid Id,
    Guid ProjectId,
    Guid TokenId,
    Guid VendorId,
    Guid BeneficiaryId,
    Amount Amount,
    string Symbol,
    RedemptionStatus Status,
    DateTimeOffset RequestedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt,
    VoidReason? VoidReason);

/// <summary>Where a redemption stands (projects.md §10).</summary>
public enum RedemptionStatus
{
    /// <summary>The amount is held until the code comes.</summary>
    Authorised,

    /// <summary>The vendor has it.</summary>
    Captured,

    /// <summary>The hold was released.</summary>
    Voided,
}

/// <summary>Why a hold was released.</summary>
public enum VoidReason
{
    /// <summary>The vendor or an administrator gave it up.</summary>
    GivenUp,

    /// <summary>No right code came in time.</summary>
    Expired,

    /// <summary>Too many wrong codes came.</summary>
    Locked,
}
