namespace Rahat.Contracts.Distribution;

/// <summary>What a person can spend in a project, token by token.</summary>
/// <param name="BeneficiaryId">Who.</param>
/// <param name="ProjectId">In which project.</param>
[MessageName("distribution.beneficiary.balance")]
[Permit("read", "distribution")]
public sealed record GetBeneficiaryBalance(Guid BeneficiaryId, Guid ProjectId) : IQuery<IReadOnlyList<Balance>>;
