namespace Rahat.Contracts.Distribution;

/// <summary>One disbursement and how far it has come.</summary>
/// <param name="DisbursementId">Its id.</param>
[MessageName("distribution.disbursement.get")]
[Permit("read", "distribution")]
public sealed record GetDisbursement(Guid DisbursementId) : IQuery<DisbursementDetails>;
