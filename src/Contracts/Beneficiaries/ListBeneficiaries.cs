using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>
/// The registered people, newest first; those of a project in the order they were assigned, latest first.
/// </summary>
[MessageName("beneficiaries.beneficiary.list")]
[Permit("read", "beneficiary")]
public sealed record ListBeneficiaries : IQuery<Page<BeneficiaryDetails>>
{
    /// <summary>Which page.</summary>
    [Required]
    public required PageRequest Page { get; init; }

    /// <summary>Only people of this project.</summary>
    public Guid? ProjectId { get; init; }

    /// <summary>Only people who are in no project.</summary>
    public bool NotAssigned { get; init; }

    /// <summary>Only people registered at or after this time.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>Only people registered at or before this time.</summary>
    public DateTimeOffset? EndDate { get; init; }
}
