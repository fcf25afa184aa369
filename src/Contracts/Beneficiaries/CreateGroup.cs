using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>Makes a group of people, named one by one or by the import that registered them.</summary>
[MessageName("beneficiaries.group.create")]
[Permit("create", "beneficiary")]
public sealed record CreateGroup : IRequest<CreatedGroup>
{
    /// <summary>The most people that can be named one by one; more come by import.</summary>
    public const int MaxNamed = 10_000;

    /// <summary>What people call it; unique.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Members named one by one.</summary>
    [MaxLength(MaxNamed)]
    public IReadOnlyList<MemberReference>? Beneficiaries { get; init; }

    /// <summary>An import; everybody whom it registered becomes a member.</summary>
    public Guid? ImportId { get; init; }

    /// <summary>A project to assign the group to at once.</summary>
    public Guid? ProjectId { get; init; }
}

/// <summary>Names a person as a member.</summary>
/// <param name="Uuid">Who.</param>
public sealed record MemberReference(Guid Uuid);

/// <summary>A group that was made.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Count">How many members it has.</param>
public sealed record CreatedGroup(Guid Uuid, string Name, int Count);
