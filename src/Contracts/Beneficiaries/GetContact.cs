namespace Rahat.Contracts.Beneficiaries;

/// <summary>Where a beneficiary can be reached, for the module that delivers messages.</summary>
/// <param name="BeneficiaryId">Who.</param>
[MessageName("beneficiaries.beneficiary.contact")]
[ModulesOnly]
public sealed record GetContact(Guid BeneficiaryId) : IQuery<BeneficiaryContact>;

/// <summary>A beneficiary's addresses.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="Email">E-mail address, if any.</param>
public sealed record BeneficiaryContact(string? Phone, string? Email);
