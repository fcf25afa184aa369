using Rahat.Runtime.Security;

namespace Rahat.Identity;

/// <summary>
/// The first start creates the roles, their permissions and the administrator. Later starts find them and change
/// nothing, so that an administrator who was removed does not come back.
/// </summary>
internal sealed class SeedAccess(IdentityDb db, IdentityOptions options, PiiVault vault) : IStartStep
{
    private const string AdminName = "Rahat Admin";

    private static readonly string[] Subjects =
        ["user", "beneficiary", "project", "vendor", "distribution", "redemption"];

    /// <summary>
    /// Upstream's Vendor may <c>manage user</c>, by which any shop may create and edit users and beneficiaries (core.md
    /// §9.1 S2). Here a vendor may redeem, and see what it redeemed.
    /// </summary>
    private static readonly (string Role, (string Action, string Subject)[] Permissions)[] Roles =
    [
        (Role.Admin, [("manage", "all")]),
        (Role.Staff, [.. Subjects.Select(subject => ("manage", subject))]),
        (Role.User, [.. Subjects.Select(subject => ("read", subject))]),
        (Role.Vendor, [("create", "redemption"), ("read", "redemption")]),
    ];

    public async Task Run(CancellationToken cancellationToken)
    {
        if (await db.Roles.AnyAsync(cancellationToken))
            return;
        foreach (var (name, permissions) in Roles)
        {
            var role = new Role { Name = name, IsSystem = name == Role.Admin, CreatedAt = db.Now };
            db.Add(role);
            await db.SaveChangesAsync(cancellationToken);
            db.AddRange(permissions.Select(permission => new Permission
            {
                RoleId = role.Id,
                Action = permission.Action,
                Subject = permission.Subject,
                CreatedAt = db.Now,
            }));
        }
        LoginAddress[] addresses = [LoginAddress.OfEmail(options.AdminEmail)!];
        var admin = User.Register(db.NewId(), AdminName, addresses, vault, db.Now);
        await db.AddUser(admin, Role.Admin, addresses, vault, cancellationToken);
    }
}
