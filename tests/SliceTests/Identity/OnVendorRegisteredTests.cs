using System.Net;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Rahat.Contracts.Identity;
using Rahat.Contracts.Vendors;
using Rahat.Identity.Data;
using Rahat.Runtime.Outbox;
using Rahat.Runtime.Security;
using Rahat.SliceTests.Support;
using Rahat.Vendors;
using Rahat.Vendors.Data;

namespace Rahat.SliceTests.Identity;

public sealed class OnVendorRegisteredTests
{
    [Fact]
    public async Task A_registered_vendor_signs_in_with_its_mail_address_and_with_its_phone()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);

        foreach (var address in (string[])[someone.Email, someone.Phone])
        {
            var me = await (await platform.SignIn(address)).Get("/v1/users/me");
            Assert.Equal(someone.Uuid, me.Data.GetProperty("uuid").GetGuid());
            Assert.Equal("Vendor", Assert.Single(me.Data.GetProperty("roles").EnumerateArray()).GetString());
        }
    }

    [Fact]
    public async Task A_vendor_cannot_register_with_an_address_that_somebody_signs_in_with()
    {
        var platform = await Platform.Shared;

        var answer = await platform.Anonymous().Post(
            "/v1/vendors", new { name = "Shop", email = Platform.AdminEmail.ToUpperInvariant() });

        answer.Refused(HttpStatusCode.Conflict, "vendor.email_taken");
    }

    [Fact]
    public async Task A_vendor_may_not_do_what_upstream_lets_it_do()
    {
        var platform = await Platform.Shared;
        var api = await platform.SignIn((await Someone.New(platform)).Email);

        var answer = await api.Post("/v1/projects", new { name = "Flood", type = "cva" });

        answer.Refused(HttpStatusCode.Forbidden, "caller.forbidden");
    }

    [Fact]
    public async Task An_event_that_comes_twice_makes_one_user()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);
        await platform.In<VendorsDb, int>(db =>
        {
            db.Publish(new VendorRegistered(someone.Uuid));
            return db.SaveChangesAsync();
        });

        await AllSeen(platform);

        var (users, logins, told) = await platform.In<IdentityDb, (int, int, int)>(async db => (
            await db.Users.CountAsync(user => user.Uuid == someone.Uuid),
            await db.Logins.CountAsync(login => db.Users.Single(user => user.Uuid == someone.Uuid).Id == login.UserId),
            await db.Set<EventRow>()
                .CountAsync(row => row.AggregateId == someone.Uuid && row.Name == "identity.user_created")));
        Assert.Equal((1, 2, 1), (users, logins, told));
    }

    [Fact]
    public async Task An_address_that_was_taken_meanwhile_sets_the_event_aside_and_the_next_vendor_gets_its_user()
    {
        await using var platform = await Platform.Start();
        var vault = platform.Services.GetRequiredService<PiiVault>();
        await platform.In<VendorsDb, int>(db =>
        {
            var request = new RegisterVendor { Name = "Not the administrator", Email = Platform.AdminEmail };
            var vendor = Vendor.Register(db.NewId(), request, Platform.AdminEmail, null, vault, db.Now);
            db.Add(vendor);
            db.Publish(new VendorRegistered(vendor.Id));
            return db.SaveChangesAsync();
        });

        var next = await Someone.New(platform);

        var dead = await platform.In<IdentityDb, DeadEvent>(db => db.Set<DeadEvent>().AsNoTracking().SingleAsync());
        Assert.Equal("vendors.vendor_registered", dead.Name);
        Assert.Contains("login.address_taken", dead.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await (await platform.SignIn(next.Email)).Get("/v1/users/me")).Status);
        var me = await (await platform.Admin()).Get("/v1/users/me");
        Assert.Equal("Rahat Admin", me.Data.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_wallet_stands_in_the_token_as_it_was_given()
    {
        var platform = await Platform.Shared;
        const string Letters = "0xAbCdEf0123456789";
        var wallet = Letters + Guid.CreateVersion7().ToString("N")[^24..];
        var email = $"wallet-{Guid.CreateVersion7():N}@example.org";
        await platform.Anonymous().Post("/v1/vendors", new { name = "Shop", email, wallet });
        await Eventually.Get(
            () => platform.In<IdentityDb, bool>(db => db.Users.AnyAsync(user => user.Wallet == wallet)),
            exists => exists);

        var me = await (await platform.SignIn(email)).Get("/v1/users/me");
        var byWallet = await platform.Anonymous().Post("/v1/auth/otp", new { address = wallet });

        Assert.Equal(wallet, me.Data.GetProperty("wallet").GetString());
        Assert.Equal(HttpStatusCode.OK, byWallet.Status);
        Assert.Equal(1, await platform.In<IdentityDb, int>(db => db.Logins.CountAsync(
            login => login.Service == LoginService.Wallet
                && db.Users.Single(user => user.Wallet == wallet).Id == login.UserId)));
    }

    private static async Task AllSeen(Platform platform)
    {
        var last = await Eventually.Get(
            () => platform.In<VendorsDb, long?>(async db =>
                await db.Set<EventRow>().AnyAsync(row => row.Position == null)
                    ? null
                    : await db.Set<EventRow>()
                        .Where(row => row.Name == "vendors.vendor_registered")
                        .MaxAsync(row => row.Position)),
            position => position is not null);
        await Eventually.Get(
            () => platform.In<IdentityDb, long>(db => db.Set<SubscriptionRow>()
                .Where(row => row.Publisher == "vendors").Select(row => row.Position).SingleAsync()),
            position => position >= last);
    }
}
