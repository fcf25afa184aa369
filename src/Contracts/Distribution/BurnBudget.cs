using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Distribution;

/// <summary>Takes money out of a project's treasury for good, for instance what is given back to the donor.</summary>
[MessageName("distribution.budget.burn")]
[Permit("create", "distribution")]
public sealed record BurnBudget : IRequest<BudgetReceipt>
{
    /// <summary>In which token.</summary>
    public required Guid TokenId { get; init; }

    /// <summary>How much, in the token's own unit.</summary>
    public required Amount Amount { get; init; }

    /// <summary>Why.</summary>
    [Required, StringLength(500, MinimumLength = 1)]
    public required string Reason { get; init; }
}
