using Rahat.Contracts.Identity;
using Rahat.Runtime.Security;

namespace Rahat.Identity.Data;

internal sealed class IdentityDb(DbContextOptions<IdentityDb> options, ModuleWork work) : ModuleDb(options, work)
{
    public override string Module => "identity";

    public DbSet<User> Users => Set<User>();

    public DbSet<Role> Roles => Set<Role>();

    public DbSet<Permission> Permissions => Set<Permission>();

    public DbSet<UserRole> UserRoles => Set<UserRole>();

    public DbSet<Login> Logins => Set<Login>();

    public DbSet<OtpChallenge> Challenges => Set<OtpChallenge>();

    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>Creates a user with a role and what to sign in with, and tells the other modules.</summary>
    public async Task AddUser(
        User user,
        string role,
        IReadOnlyList<LoginAddress> addresses,
        PiiVault vault,
        CancellationToken cancellationToken)
    {
        var roleId = await Roles.Where(one => one.Name == role).Select(one => one.Id).SingleAsync(cancellationToken);
        Add(user);
        Publish(new UserCreated(user.Uuid));
        // The rows that follow speak of the user by the number that the database gives it.
        await SaveChangesAsync(cancellationToken);
        Add(new UserRole { UserId = user.Id, RoleId = roleId, CreatedAt = Now });
        AddRange(addresses.Select(address => Login.Of(user, NewId(), address, vault, Now)));
        await SaveChangesAsync(cancellationToken);
    }

    protected override void Map(ModelBuilder model)
    {
        var roles = new RoleTable();
        model.ApplyConfiguration(new UserTable());
        model.ApplyConfiguration<Role>(roles);
        model.ApplyConfiguration<Permission>(roles);
        model.ApplyConfiguration<UserRole>(roles);
        model.ApplyConfiguration(new LoginTable());
        model.ApplyConfiguration(new OtpChallengeTable());
        model.ApplyConfiguration(new SessionTable());
    }
}
