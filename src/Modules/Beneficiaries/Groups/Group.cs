using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Groups;

/// <summary>People who are served together.</summary>
internal sealed class Group : IVersioned
{
    private Group()
    {
    }

    public long Id { get; private set; }

    public Guid Uuid { get; private set; }

    public string Name { get; private set; } = "";

    public GroupPurpose? Purpose { get; private set; }

    /// <summary>The import that made the group of its own accord, and the value its members share.</summary>
    public Guid? ImportId { get; private set; }

    public string? ImportKey { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? UpdatedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public int Version { get; private set; }

    public static Group Make(
        Guid uuid,
        string name,
        DateTimeOffset now) => new() { Uuid = uuid, Name = name.Trim(), CreatedAt = now };

    public static Group MakeFor(Guid import, string key, Guid uuid, string name, DateTimeOffset now)
    {
        var group = Make(uuid, name, now);
        group.ImportId = import;
        group.ImportKey = key;
        return group;
    }

    public GroupSummary ToSummary(int members, IReadOnlyList<GroupProjectLink> projects) => new()
    {
        Id = Id,
        Uuid = Uuid,
        Name = Name,
        GroupPurpose = Purpose,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        DeletedAt = DeletedAt,
        Count = new GroupCount(members),
        BeneficiaryGroupProject = projects,
        IsGroupValidForAA = Purpose == GroupPurpose.Communication,
    };
}

internal sealed class GroupTable : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> builder)
    {
        builder.ToTable("groups").HasKey(group => group.Id);
        builder.HasIndex(group => group.Uuid).IsUnique();
        builder.HasIndex(group => group.Name).IsUnique();
        builder.HasIndex(group => new { group.ImportId, group.ImportKey }).IsUnique().HasFilter(
            "import_id IS NOT NULL");
        builder.HasIndex(group => new { group.CreatedAt, group.Id }).HasFilter("deleted_at IS NULL");
    }
}

/// <summary>That a person belongs to a group; the key is the order in which members are read.</summary>
internal sealed class GroupMembership
{
    public required Guid GroupId { get; init; }

    public required Guid BeneficiaryId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class GroupMembershipTable : IEntityTypeConfiguration<GroupMembership>
{
    public void Configure(EntityTypeBuilder<GroupMembership> builder)
    {
        builder.ToTable("group_members").HasKey(member => new { member.GroupId, member.BeneficiaryId });
        builder.HasIndex(member => member.BeneficiaryId);
    }
}

/// <summary>That a group is assigned to a project.</summary>
internal sealed class ProjectGroup
{
    public required Guid ProjectId { get; init; }

    public required Guid GroupId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ProjectGroupTable : IEntityTypeConfiguration<ProjectGroup>
{
    public void Configure(EntityTypeBuilder<ProjectGroup> builder)
    {
        builder.ToTable("project_groups").HasKey(link => new { link.ProjectId, link.GroupId });
        builder.HasIndex(link => link.GroupId);
    }
}
