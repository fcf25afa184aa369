using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Distribution;

/// <summary>What came to a person and what left, newest first.</summary>
/// <param name="BeneficiaryId">Who.</param>
/// <param name="ProjectId">In which project.</param>
/// <param name="Page">Which page.</param>
[MessageName("distribution.beneficiary.history")]
[Permit("read", "distribution")]
public sealed record GetBeneficiaryHistory(Guid BeneficiaryId, Guid ProjectId, [property: Required] PageRequest Page)
    : IQuery<Page<HistoryLine>>;

/// <summary>A movement on a person's account.</summary>
/// <param name="JournalId">The entry in the ledger.</param>
/// <param name="Kind">What it was, for instance DISBURSE, HOLD, VOID.</param>
/// <param name="Reference">The disbursement line or redemption it belongs to.</param>
/// <param name="Amount">Signed: what came is positive.</param>
/// <param name="Symbol">The token's symbol.</param>
/// <param name="PostedAt">When.</param>
public sealed record HistoryLine(
    Guid JournalId,
    string Kind,
    Guid Reference,
    Amount Amount,
    string Symbol,
    DateTimeOffset PostedAt);
