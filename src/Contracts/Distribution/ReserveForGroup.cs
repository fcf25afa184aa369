using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Distribution;

/// <summary>
/// Sets a part of the treasury aside for a group that is assigned to the project, to the unit: what does not divide
/// evenly goes to the first members in order of their ids. A person has one entitlement a project, cycle and purpose.
/// </summary>
[MessageName("distribution.reservation.create")]
[Permit("create", "distribution")]
public sealed record ReserveForGroup : IRequest<ReservationDetails>, IValidatableObject
{
    /// <summary>How cycles and purposes are spelled, so that one is not paid twice under two spellings.</summary>
    private const string Word = "^[a-z0-9][a-z0-9._-]{0,49}$";

    /// <summary>In which token.</summary>
    public required Guid TokenId { get; init; }

    /// <summary>For which group.</summary>
    public required Guid GroupId { get; init; }

    /// <summary>How much for all together; this or <see cref="AmountPerBeneficiary"/>.</summary>
    public Amount? Amount { get; init; }

    /// <summary>How much for each; this or <see cref="Amount"/>.</summary>
    public Amount? AmountPerBeneficiary { get; init; }

    /// <summary>Which round of the programme, for instance <c>2026-11</c>.</summary>
    [Required, RegularExpression(Word, ErrorMessage = "cycle must be 1 to 50 of a-z, 0-9, dot, dash and underscore")]
    public string Cycle { get; init; } = "1";

    /// <summary>What it is for, for instance <c>food</c>.</summary>
    [Required, RegularExpression(Word, ErrorMessage = "purpose must be 1 to 50 of a-z, 0-9, dot, dash and underscore")]
    public string Purpose { get; init; } = "general";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Amount is null == AmountPerBeneficiary is null)
            yield return new ValidationResult("give either amount or amountPerBeneficiary", [nameof(Amount)]);
    }
}

/// <summary>A reservation as readers get it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProjectId">In which project.</param>
/// <param name="TokenId">In which token.</param>
/// <param name="GroupId">For which group.</param>
/// <param name="Cycle">Which round.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Amount">How much for all together.</param>
/// <param name="Beneficiaries">For how many people.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record ReservationDetails(
    Guid Id,
    Guid ProjectId,
    Guid TokenId,
    Guid GroupId,
    string Cycle,
    string Purpose,
    Amount Amount,
    int Beneficiaries,
    ReservationStatus Status,
    DateTimeOffset CreatedAt);

/// <summary>Where a reservation stands (projects.md §10).</summary>
public enum ReservationStatus
{
    /// <summary>The money is set aside.</summary>
    Reserved,

    /// <summary>A disbursement is handing it out.</summary>
    Disbursing,

    /// <summary>Everybody has their entitlement.</summary>
    Disbursed,

    /// <summary>The money went back to the treasury.</summary>
    Cancelled,
}
