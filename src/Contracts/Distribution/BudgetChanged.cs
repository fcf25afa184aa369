namespace Rahat.Contracts.Distribution;

/// <summary>Money came into a project's treasury, or left it for good.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="JournalId">The entry in the ledger.</param>
/// <param name="AmountMinor">Minor units; negative when burned.</param>
[MessageName("distribution.budget_changed")]
public sealed record BudgetChanged(Guid ProjectId, Guid JournalId, long AmountMinor) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => ProjectId;
}
