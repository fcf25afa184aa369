using System.Text.Json;

using Rahat.Contracts.Identity;
using Rahat.Runtime.Security;

namespace Rahat.Identity;

/// <summary>The claims of a token, by the names that existing clients and services read (core.md §1.6).</summary>
internal static class AccessClaims
{
    public static async Task<Dictionary<string, object>> Of(
        User user,
        Session session,
        IdentityDb db,
        PiiVault vault,
        CancellationToken cancellationToken)
    {
        var now = db.Now;
        var roles = await db.Roles.AsNoTracking()
            .Where(role => db.UserRoles.Any(given => given.UserId == user.Id
                && given.RoleId == role.Id
                && (given.Expiry == null || given.Expiry > now)))
            .OrderBy(role => role.Id)
            .ToListAsync(cancellationToken);
        var roleIds = roles.Select(role => role.Id).ToArray();
        var permissions = await db.Permissions.AsNoTracking()
            .Where(permission => roleIds.Contains(permission.RoleId))
            .OrderBy(permission => permission.RoleId).ThenBy(permission => permission.Id)
            .ToListAsync(cancellationToken);
        return new Dictionary<string, object>
        {
            ["id"] = user.Id,
            ["userId"] = user.Id,
            ["uuid"] = user.Uuid.ToString(),
            ["name"] = vault.OpenOrNull(user.Name, user.Uuid)!,
            ["email"] = vault.OpenOrNull(user.Email, user.Uuid)!,
            ["phone"] = vault.OpenOrNull(user.Phone, user.Uuid)!,
            ["wallet"] = user.Wallet!,
            ["roles"] = JsonSerializer.SerializeToElement(roles.Select(role => role.Name), WireJson.Options),
            ["permissions"] = JsonSerializer.SerializeToElement(permissions.Select(RowOf), WireJson.Options),
            ["sessionId"] = session.Id.ToString(),
        };
    }

    private static PermissionRow RowOf(Permission permission) => new(
        permission.Action,
        permission.Subject,
        permission.Inverted,
        ConditionsOf(permission.Conditions));

    public static JsonElement? ConditionsOf(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}
