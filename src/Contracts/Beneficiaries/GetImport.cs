namespace Rahat.Contracts.Beneficiaries;

/// <summary>One import: status, progress, counts.</summary>
/// <param name="Id">Which import.</param>
[MessageName("beneficiaries.import.get")]
[Permit("read", "beneficiary")]
public sealed record GetImport(Guid Id) : IQuery<ImportDetails>;
