using System.Text;

using Microsoft.Extensions.Time.Testing;

using Rahat.Runtime.Errors;
using Rahat.Runtime.Security;

namespace Rahat.UnitTests.Runtime;

public sealed class JwtTokensTests
{
    private static readonly Guid User = Guid.CreateVersion7();

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly JwtTokens _tokens;

    public JwtTokensTests() => _tokens = new JwtTokens(Keys.Ring(), _clock);

    [Fact]
    public async Task A_token_says_who_it_speaks_for()
    {
        var caller = await _tokens.Read(Make());

        Assert.Equal((User, "a-session", "Admin"), (caller!.UserId, caller.SessionId, caller.Roles.Single()));
        Assert.True(caller.May("create", "project"));
        Assert.False(caller.May("delete", "project"));
    }

    [Fact]
    public async Task A_token_ends_when_it_said()
    {
        var token = Make();

        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(await _tokens.Read(token));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await _tokens.Read(token));
    }

    [Fact]
    public async Task A_forged_token_is_nobodys()
    {
        var parts = Make().Split('.');
        var none = Convert.ToBase64String("{\"alg\":\"none\",\"typ\":\"JWT\"}"u8.ToArray()).TrimEnd('=');
        var other = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"uuid\":\"{User}\",\"exp\":9999999999}}"))
            .TrimEnd('=');

        Assert.Null(await _tokens.Read($"{none}.{parts[1]}."));
        Assert.Null(await _tokens.Read($"{parts[0]}.{other}.{parts[2]}"));
        Assert.Null(await _tokens.Read($"{parts[0]}.{parts[1]}."));
        Assert.Null(await _tokens.Read("no token"));
        Assert.Null(await _tokens.Read(""));
    }

    [Fact]
    public async Task A_token_without_a_user_is_nobodys() =>
        Assert.Null(
            await _tokens.Read(_tokens.Make(new Dictionary<string, object> { ["id"] = 1 }, TimeSpan.FromHours(1))));

    [Theory]
    [InlineData("24h", 86_400)]
    [InlineData("90", 90)]
    [InlineData("5m", 300)]
    [InlineData("2d", 172_800)]
    [InlineData("7s", 7)]
    public void A_lifetime_is_a_number_with_a_unit(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), JwtTokens.Lifetime(text));

    [Theory]
    [InlineData("")]
    [InlineData("0h")]
    [InlineData("10x")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("h")]
    [InlineData("2000000000d")]
    public void What_is_no_lifetime_stops_the_start(string text) =>
        Assert.Throws<StartRefusedException>(() => JwtTokens.Lifetime(text));

    private string Make() => _tokens.Make(
        new Dictionary<string, object>
        {
            ["uuid"] = User.ToString(),
            ["sessionId"] = "a-session",
            ["roles"] = new List<string> { "Admin" },
            ["permissions"] = new List<Dictionary<string, object>>
            {
                new() { ["action"] = "manage", ["subject"] = "all" },
                new() { ["action"] = "delete", ["subject"] = "project", ["inverted"] = true },
            },
        },
        TimeSpan.FromHours(1));
}
