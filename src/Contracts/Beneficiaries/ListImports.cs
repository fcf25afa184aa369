using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>The imports, newest first.</summary>
/// <param name="Page">Which page.</param>
[MessageName("beneficiaries.import.list")]
[Permit("read", "beneficiary")]
public sealed record ListImports([property: Required] PageRequest Page) : IQuery<Page<ImportDetails>>;
