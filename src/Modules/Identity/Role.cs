using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rahat.Identity;

/// <summary>A named set of permissions.</summary>
internal sealed class Role
{
    public const string Admin = "Admin";
    public const string Staff = "Manager";
    public const string User = "User";
    public const string Vendor = "Vendor";

    public long Id { get; private set; }

    public required string Name { get; init; }

    /// <summary>Whether the platform cannot be without it.</summary>
    public bool IsSystem { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An action on a subject that a role grants or, inverted, denies.</summary>
internal sealed class Permission
{
    public long Id { get; private set; }

    public required long RoleId { get; init; }

    public required string Action { get; init; }

    public required string Subject { get; init; }

    public bool Inverted { get; init; }

    /// <summary>A JSON text that narrows it; null when nothing does.</summary>
    public string? Conditions { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>That a user has a role, for good or until a time.</summary>
internal sealed class UserRole
{
    public long Id { get; private set; }

    public required long UserId { get; init; }

    public required long RoleId { get; init; }

    public DateTimeOffset? Expiry { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class RoleTable
    : IEntityTypeConfiguration<Role>, IEntityTypeConfiguration<Permission>, IEntityTypeConfiguration<UserRole>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles").HasKey(role => role.Id);
        builder.HasIndex(role => role.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Permission> builder)
    {
        builder.ToTable("permissions").HasKey(permission => permission.Id);
        builder.HasIndex(permission => permission.RoleId);
    }

    public void Configure(EntityTypeBuilder<UserRole> builder)
    {
        builder.ToTable("user_roles").HasKey(given => given.Id);
        builder.HasIndex(given => new { given.UserId, given.RoleId }).IsUnique();
    }
}
