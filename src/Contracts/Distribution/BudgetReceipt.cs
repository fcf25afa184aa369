namespace Rahat.Contracts.Distribution;

/// <summary>What a change of the budget came to.</summary>
/// <param name="JournalId">The entry in the ledger.</param>
/// <param name="TokenId">In which token.</param>
/// <param name="Amount">How much was minted or burned.</param>
/// <param name="Treasury">What the treasury holds now.</param>
public sealed record BudgetReceipt(Guid JournalId, Guid TokenId, Amount Amount, Amount Treasury);
