namespace Rahat.Contracts.Beneficiaries;

/// <summary>One person with what identifies them and their projects.</summary>
/// <param name="Uuid">Who.</param>
[MessageName("beneficiaries.beneficiary.get")]
[Permit("read", "beneficiary")]
public sealed record GetBeneficiary(Guid Uuid) : IQuery<BeneficiaryDetails>;
