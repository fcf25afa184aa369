using System.Net;

using Microsoft.EntityFrameworkCore;

using Rahat.Communications.Data;
using Rahat.Runtime.Jobs;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Communications;

public sealed class ReadSandboxTests
{
    private const string Path = "/v1/communications/sandbox";

    [Fact]
    public async Task The_newest_message_to_an_address_comes_first()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);
        var older = await platform.Challenge(someone.Phone);
        var newer = await platform.Challenge(someone.Phone);

        var messages = await platform.MessagesTo(someone.Phone);

        Assert.Equal(2, messages.Count);
        Assert.StartsWith(newer.Code, messages[0].GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(older.Code, messages[1].GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal("SMS", messages[0].GetProperty("channel").GetString());
        Assert.Equal(someone.Phone, messages[0].GetProperty("address").GetString());
        Assert.Empty(await platform.MessagesTo(someone.Email));
    }

    [Fact]
    public async Task The_administrator_reads_it_and_nobody_else_who_is_signed_in()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);

        var byAdmin = await (await platform.Admin()).Get(Path);
        var byVendor = await (await platform.SignIn(someone.Email)).Get(Path);

        Assert.NotEmpty(byAdmin.Data.EnumerateArray());
        Assert.True(byAdmin.Data.GetArrayLength() <= 100);
        byVendor.Refused(HttpStatusCode.Forbidden, "caller.forbidden");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Host", "rebound.example.org")]
    public async Task Without_a_token_it_is_for_this_machine_alone(string header, string value)
    {
        var platform = await Platform.Shared;
        using var http = new HttpClient();
        using var direct = new HttpRequestMessage(HttpMethod.Get, new Uri(platform.Address, Path));
        using var proxied = new HttpRequestMessage(HttpMethod.Get, new Uri(platform.Address, Path));
        proxied.Headers.TryAddWithoutValidation(header, value);

        using var toDirect = await http.SendAsync(direct, TestContext.Current.CancellationToken);
        using var toProxied = await http.SendAsync(proxied, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, toDirect.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, toProxied.StatusCode);
    }

    [Fact]
    public async Task Other_routes_are_not_open_to_this_machine_without_a_token()
    {
        var platform = await Platform.Shared;

        (await platform.Anonymous().Get("/v1/users/me")).Refused(HttpStatusCode.Unauthorized, "caller.unauthenticated");
    }

    [Fact]
    public async Task Messages_are_forgotten_after_a_day()
    {
        var clock = new TurnedClock();
        await using var platform = await Platform.Start(clock);
        await platform.Challenge(Platform.AdminEmail);
        // The schedule has its first due time before the clock is turned past it.
        await Eventually.Get(
            () => platform.In<CommunicationsDb, bool>(
                db => db.Set<ScheduleRow>().AnyAsync(row => row.Name == "prune_messages")),
            isThere => isThere);

        clock.Turn(TimeSpan.FromHours(25));

        await Eventually.Get(() => platform.MessagesTo(Platform.AdminEmail), messages => messages.Count == 0);
    }
}
