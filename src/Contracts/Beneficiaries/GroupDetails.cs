using System.Text.Json.Serialization;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>A group in a list.</summary>
public record GroupSummary
{
    /// <summary>Counting number; references use <see cref="Uuid"/>.</summary>
    public required long Id { get; init; }

    /// <summary>The group's id.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, if that is settled.</summary>
    public GroupPurpose? GroupPurpose { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it was removed.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>How much belongs to it.</summary>
    [JsonPropertyName("_count")]
    public required GroupCount Count { get; init; }

    /// <summary>The projects it is assigned to.</summary>
    public IReadOnlyList<GroupProjectLink> BeneficiaryGroupProject { get; init; } = [];

    /// <summary>
    /// Whether anticipatory-action projects may take it: a group for communication always, others when checked.
    /// </summary>
    public bool IsGroupValidForAA { get; init; }
}

/// <summary>A group with the first of its members.</summary>
public sealed record GroupDetails : GroupSummary
{
    /// <summary>The most members one answer carries; the list of people shows them all.</summary>
    public const int MaxMembers = 100;

    /// <summary>The first members, at most <see cref="MaxMembers"/>.</summary>
    public IReadOnlyList<GroupMember> GroupedBeneficiaries { get; init; } = [];

    /// <summary>Whether a check found a member's account or phone wrong.</summary>
    public bool IsAnyBeneficiaryInvalid { get; init; }
}

/// <summary>How much belongs to a group.</summary>
/// <param name="GroupedBeneficiaries">How many members it has.</param>
public sealed record GroupCount(int GroupedBeneficiaries);

/// <summary>A member of a group.</summary>
/// <param name="BeneficiaryGroupId">Which group.</param>
/// <param name="BeneficiaryId">Who.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="Beneficiary">The person.</param>
public sealed record GroupMember(
    Guid BeneficiaryGroupId,
    Guid BeneficiaryId,
    DateTimeOffset CreatedAt,
    [property: JsonPropertyName("Beneficiary")] BeneficiaryDetails? Beneficiary);

/// <summary>That a group is assigned to a project.</summary>
/// <param name="ProjectId">Which project.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="Project">The project in short; null when it is gone.</param>
/// <param name="DeletedAt">When the assignment ended.</param>
public sealed record GroupProjectLink(
    Guid ProjectId,
    DateTimeOffset CreatedAt,
    [property: JsonPropertyName("Project")] ProjectBrief? Project,
    DateTimeOffset? DeletedAt = null);

/// <summary>What a group is for.</summary>
public enum GroupPurpose
{
    /// <summary>Money to bank accounts.</summary>
    BankTransfer,

    /// <summary>Money to telephones.</summary>
    MobileMoney,

    /// <summary>Messages.</summary>
    Communication,
}
