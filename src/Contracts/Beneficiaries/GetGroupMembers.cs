using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>The members of a group that is assigned to a project, in order of their ids, a stretch at a time.</summary>
[MessageName("beneficiaries.group.members")]
[ModulesOnly]
public sealed record GetGroupMembers : IQuery<GroupMembers>
{
    /// <summary>The most members one answer carries.</summary>
    public const int MaxTake = 5_000;

    /// <summary>Which group.</summary>
    public required Guid GroupId { get; init; }

    /// <summary>The project it must be assigned to; refused with <c>group.not_in_project</c> otherwise.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>The last member of the stretch before; null for the first.</summary>
    public Guid? After { get; init; }

    /// <summary>How many, 1 to 5,000.</summary>
    [Range(1, MaxTake)]
    public int Take { get; init; } = MaxTake;
}

/// <summary>A stretch of a group's members.</summary>
/// <param name="BeneficiaryIds">Ids in ascending order; fewer than asked for at the end.</param>
public sealed record GroupMembers(IReadOnlyList<Guid> BeneficiaryIds);
