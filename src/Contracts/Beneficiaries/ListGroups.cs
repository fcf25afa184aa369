using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>The groups, newest first.</summary>
[MessageName("beneficiaries.group.list")]
[Permit("read", "beneficiary")]
public sealed record ListGroups : IQuery<Page<GroupSummary>>
{
    /// <summary>Which page.</summary>
    [Required]
    public required PageRequest Page { get; init; }

    /// <summary>Only groups of this project.</summary>
    public Guid? ProjectId { get; init; }

    /// <summary>Only groups that are in no project.</summary>
    public bool NotAssigned { get; init; }
}
