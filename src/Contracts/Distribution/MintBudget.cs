using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Distribution;

/// <summary>Brings money into a project's treasury.</summary>
[MessageName("distribution.budget.mint")]
[Permit("create", "distribution")]
public sealed record MintBudget : IRequest<BudgetReceipt>
{
    /// <summary>In which token.</summary>
    public required Guid TokenId { get; init; }

    /// <summary>How much, in the token's own unit, for instance <c>"10000.00"</c>.</summary>
    public required Amount Amount { get; init; }

    /// <summary>Whose money it is or why it comes, for the audit.</summary>
    [StringLength(500)]
    public string? Reason { get; init; }
}
