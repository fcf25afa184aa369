namespace Rahat.Contracts.Distribution;

/// <summary>Whether the books add up, worked out now from every entry.</summary>
/// <param name="ProjectId">For one project; for all when null.</param>
[MessageName("distribution.ledger.invariants")]
[Permit("read", "distribution")]
public sealed record GetLedgerInvariants(Guid? ProjectId) : IQuery<LedgerInvariants>;

/// <summary>The state of the books.</summary>
/// <param name="Hold">Whether every invariant holds.</param>
/// <param name="Checks">Each invariant.</param>
/// <param name="Accounts">How many accounts were looked at.</param>
/// <param name="Journals">How many journals were looked at.</param>
/// <param name="CheckedAt">When.</param>
public sealed record LedgerInvariants(
    bool Hold,
    IReadOnlyList<InvariantCheck> Checks,
    long Accounts,
    long Journals,
    DateTimeOffset CheckedAt);

/// <summary>One invariant of the books.</summary>
/// <param name="Name">Which, for instance <c>no_negative_account</c>.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Breaches">How many things break it; 0 is right.</param>
public sealed record InvariantCheck(string Name, string Meaning, long Breaches)
{
    /// <summary>Whether it holds.</summary>
    public bool Holds => Breaches == 0;
}
