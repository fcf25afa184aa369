using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Rahat.Identity.Data;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Modules;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Identity;

public sealed class SeedAccessTests
{
    [Fact]
    public async Task The_first_start_creates_the_roles_and_what_they_may_do()
    {
        var platform = await Platform.Shared;

        var rows = await platform.In<IdentityDb, List<string>>(db => (
            from role in db.Roles
            join permission in db.Permissions on role.Id equals permission.RoleId
            orderby permission.Id
            select $"{role.Name} {permission.Action} {permission.Subject}").ToListAsync());

        string[] subjects = ["user", "beneficiary", "project", "vendor", "distribution", "redemption"];
        Assert.Equal(
            [
                "Admin manage all",
                .. subjects.Select(subject => $"Manager manage {subject}"),
                .. subjects.Select(subject => $"User read {subject}"),
                "Vendor create redemption",
                "Vendor read redemption",
            ],
            rows);
    }

    [Fact]
    public async Task Processes_that_start_at_once_create_one_administrator()
    {
        await using var platform = await Platform.Start();
        await platform.In<IdentityDb, int>(async db =>
        {
            await db.Logins.ExecuteDeleteAsync();
            await db.UserRoles.ExecuteDeleteAsync();
            await db.Permissions.ExecuteDeleteAsync();
            await db.Roles.ExecuteDeleteAsync();
            return await db.Users.ExecuteDeleteAsync();
        });
        var steps = platform.Services.GetRequiredService<StartSteps>();

        await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(_ => Task.Run(() => steps.Run(TestContext.Current.CancellationToken))));

        var (users, roles, logins) = await platform.In<IdentityDb, (int, int, int)>(
            async db => (await db.Users.CountAsync(), await db.Roles.CountAsync(), await db.Logins.CountAsync()));
        Assert.Equal((1, 4, 1), (users, roles, logins));
        Assert.NotNull(await platform.Admin());
    }

    [Fact]
    public async Task An_administrator_who_was_removed_does_not_come_back_at_the_next_start()
    {
        await using var platform = await Platform.Start();
        await platform.In<IdentityDb, int>(async db =>
        {
            (await db.Users.SingleAsync()).Remove(db.Now);
            return await db.SaveChangesAsync();
        });

        await platform.Services.GetRequiredService<StartSteps>().Run(TestContext.Current.CancellationToken);

        Assert.Equal(0, await platform.In<IdentityDb, int>(db => db.Users.CountAsync(user => user.DeletedAt == null)));
    }

    [Fact]
    public async Task The_administrator_has_the_address_that_the_installation_says()
    {
        await using var platform = await Platform.Start(null, "--ADMIN_EMAIL=Chief@Example.org");

        var me = await (await platform.SignIn("chief@example.org")).Get("/v1/users/me");

        Assert.Equal("chief@example.org", me.Data.GetProperty("email").GetString());
    }

    [Theory]
    [InlineData("--ADMIN_EMAIL=nobody", "ADMIN_EMAIL")]
    [InlineData("--JWT_EXPIRATION_TIME=soon", "JWT_EXPIRATION_TIME")]
    [InlineData("--SMTP_HOST=mail.example.org", "SMTP_FROM")]
    public async Task A_setting_that_makes_no_sense_stops_the_start(string setting, string names)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => Platform.Start(null, setting));

        Assert.Contains(names, refused.Message, StringComparison.Ordinal);
    }
}
