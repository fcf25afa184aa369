using System.Text.Json;

namespace Rahat.Contracts.Identity;

/// <summary>The signed-in user, with the roles and permissions of the token.</summary>
[MessageName("identity.user.me")]
[Permit("read", "public")]
public sealed record GetMe : IQuery<UserProfile>;

/// <summary>A user as existing clients read it.</summary>
public sealed record UserProfile
{
    /// <summary>Counts the users.</summary>
    public required long Id { get; init; }

    /// <summary>The user's id.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>Name, if known.</summary>
    public required string? Name { get; init; }

    /// <summary>Gender.</summary>
    public required Gender Gender { get; init; }

    /// <summary>E-mail address, if known.</summary>
    public required string? Email { get; init; }

    /// <summary>Phone number, E.164, if known.</summary>
    public required string? Phone { get; init; }

    /// <summary>Wallet address, if there is one.</summary>
    public required string? Wallet { get; init; }

    /// <summary>Always null; part of the row for existing clients.</summary>
    public JsonElement? Extras { get; init; }

    /// <summary>Always null; part of the row for existing clients.</summary>
    public string? Notes { get; init; }

    /// <summary>The session that the token belongs to.</summary>
    public required string? SessionId { get; init; }

    /// <summary>When the user was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the user was last changed.</summary>
    public required DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When the user was removed; null for anybody who can ask.</summary>
    public required DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Always null; part of the row for existing clients.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Always null; part of the row for existing clients.</summary>
    public string? UpdatedBy { get; init; }

    /// <summary>What the user may and may not do, in order; a later row overrides an earlier one.</summary>
    public required IReadOnlyList<PermissionRow> Permissions { get; init; }

    /// <summary>Names of the user's roles.</summary>
    public required IReadOnlyList<string> Roles { get; init; }
}

/// <summary>One permission of a role, as it also stands in the token.</summary>
/// <param name="Action">create, read, update, delete or manage (any).</param>
/// <param name="Subject">A kind of thing, or <c>all</c>.</param>
/// <param name="Inverted">Whether it denies.</param>
/// <param name="Conditions">What narrows it, or null.</param>
public sealed record PermissionRow(string Action, string Subject, bool Inverted, JsonElement? Conditions);
