using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>
/// The beneficiary of a project with a phone number; the number is normalised with the installation's default region.
/// </summary>
[MessageName("beneficiaries.beneficiary.find_by_phone")]
[ModulesOnly]
public sealed record FindByPhone : IQuery<FoundBeneficiary>
{
    /// <summary>A number as somebody typed it.</summary>
    [Required, StringLength(40, MinimumLength = 3)]
    public required string Phone { get; init; }

    /// <summary>The project the beneficiary is in.</summary>
    public required Guid ProjectId { get; init; }
}

/// <summary>Whom a search found.</summary>
/// <param name="BeneficiaryId">Id, or null when nobody was found.</param>
public sealed record FoundBeneficiary(Guid? BeneficiaryId);
