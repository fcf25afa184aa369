using System.Net;
using System.Text;
using System.Text.Json;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

using Rahat.Identity.Data;
using Rahat.Runtime.Security;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Identity;

public sealed class OpenSessionTests
{
    private const int Parallel = 50;

    [Fact]
    public async Task The_administrator_of_a_new_installation_signs_in_with_the_code_from_the_message()
    {
        var platform = await Platform.Shared;

        var me = await (await platform.Admin()).Get("/v1/users/me");

        Assert.Equal("Rahat Admin", me.Data.GetProperty("name").GetString());
        Assert.Equal(Platform.AdminEmail, me.Data.GetProperty("email").GetString());
        Assert.Equal("UNKNOWN", me.Data.GetProperty("gender").GetString());
        Assert.Equal("Admin", Assert.Single(me.Data.GetProperty("roles").EnumerateArray()).GetString());
        var permission = Assert.Single(me.Data.GetProperty("permissions").EnumerateArray());
        Assert.Equal(
            """{"action":"manage","subject":"all","inverted":false,"conditions":null}""", permission.GetRawText());
    }

    [Fact]
    public async Task A_token_has_the_claims_that_existing_clients_read()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);

        var claims = ClaimsOf(await platform.Token(someone.Phone));

        Assert.Equal(
            [
                "email", "exp", "iat", "id", "name", "permissions",
                "phone", "roles", "sessionId", "userId", "uuid", "wallet",
            ],
            claims.EnumerateObject().Select(claim => claim.Name).Order());
        Assert.True(claims.GetProperty("id").GetInt64() > 0);
        Assert.Equal(claims.GetProperty("id").GetInt64(), claims.GetProperty("userId").GetInt64());
        Assert.Equal(someone.Uuid, claims.GetProperty("uuid").GetGuid());
        Assert.Equal(someone.Name, claims.GetProperty("name").GetString());
        Assert.Equal(someone.Email, claims.GetProperty("email").GetString());
        Assert.Equal(someone.Phone, claims.GetProperty("phone").GetString());
        Assert.Equal(JsonValueKind.Null, claims.GetProperty("wallet").ValueKind);
        Assert.Equal("""["Vendor"]""", claims.GetProperty("roles").GetRawText());
        Assert.Equal(
            """[{"action":"create","subject":"redemption","inverted":false,"conditions":null},"""
            + """{"action":"read","subject":"redemption","inverted":false,"conditions":null}]""",
            claims.GetProperty("permissions").GetRawText());
        Assert.Equal(24 * 3600, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        var sessionId = claims.GetProperty("sessionId").GetGuid();
        var session = await platform.In<IdentityDb, Rahat.Identity.Session>(
            db => db.Sessions.SingleAsync(one => one.Id == sessionId));
        var vault = platform.Services.GetRequiredService<PiiVault>();
        Assert.Equal("127.0.0.1", vault.OpenOrNull(session.Ip, session.Id));
    }

    [Fact]
    public async Task A_wrong_code_is_refused_and_the_right_one_still_lets_in()
    {
        var platform = await Platform.Shared;
        var (challenge, code) = await platform.Challenge((await Someone.New(platform)).Email);

        var wrong = await LogIn(platform, challenge, Other(code));
        var right = await LogIn(platform, challenge, code);

        wrong.Refused(HttpStatusCode.Forbidden, "otp.wrong");
        Assert.Equal("OTP did not match!", wrong.Message);
        Assert.Equal(HttpStatusCode.OK, right.Status);
    }

    [Fact]
    public async Task A_code_lets_in_once()
    {
        var platform = await Platform.Shared;
        var (challenge, code) = await platform.Challenge((await Someone.New(platform)).Email);

        var first = await LogIn(platform, challenge, code);
        var second = await LogIn(platform, challenge, code);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        second.Refused(HttpStatusCode.Forbidden, "otp.used");
    }

    [Fact]
    public async Task After_five_wrong_codes_the_right_one_does_not_let_in()
    {
        var platform = await Platform.Shared;
        var (challenge, code) = await platform.Challenge((await Someone.New(platform)).Email);
        for (var attempt = 1; attempt <= 5; attempt++)
            (await LogIn(platform, challenge, Other(code))).Refused(HttpStatusCode.Forbidden, "otp.wrong");

        var sixth = await LogIn(platform, challenge, code);

        sixth.Refused(HttpStatusCode.Forbidden, "otp.locked");
    }

    [Fact]
    public async Task A_newer_code_replaces_the_older()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);
        var older = await platform.Challenge(someone.Email);
        var newer = await platform.Challenge(someone.Email);

        var byOlder = await LogIn(platform, older.Challenge, older.Code);
        var mixed = await LogIn(platform, newer.Challenge, older.Code);
        var byNewer = await LogIn(platform, newer.Challenge, newer.Code);

        byOlder.Refused(HttpStatusCode.Forbidden, "otp.replaced");
        if (older.Code != newer.Code)
            mixed.Refused(HttpStatusCode.Forbidden, "otp.wrong");
        Assert.Equal(HttpStatusCode.OK, byNewer.Status);
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes()
    {
        var clock = new TurnedClock();
        await using var platform = await Platform.Start(clock);
        var expired = await platform.Challenge(Platform.AdminEmail);
        clock.Turn(TimeSpan.FromMinutes(10));

        var late = await LogIn(platform, expired.Challenge, expired.Code);
        var fresh = await platform.Challenge(Platform.AdminEmail);
        clock.Turn(TimeSpan.FromMinutes(9));
        var inTime = await LogIn(platform, fresh.Challenge, fresh.Code);

        late.Refused(HttpStatusCode.Forbidden, "challenge.expired");
        Assert.Equal("WalletUtils: Challenge has expired.", late.Message);
        Assert.Equal(HttpStatusCode.OK, inTime.Status);
    }

    [Fact]
    public async Task Fifteen_wrong_codes_in_a_row_lock_the_login_for_a_quarter_of_an_hour()
    {
        var clock = new TurnedClock();
        await using var platform = await Platform.Start(clock);
        var someone = await Someone.New(platform);
        foreach (var wrongCodes in (int[])[4, 5, 5])
        {
            var (given, code) = await platform.Challenge(someone.Email);
            for (var attempt = 1; attempt <= wrongCodes; attempt++)
                (await LogIn(platform, given, Other(code))).Refused(HttpStatusCode.Forbidden, "otp.wrong");
        }
        var last = await platform.Challenge(someone.Email);
        (await LogIn(platform, last.Challenge, Other(last.Code))).Refused(HttpStatusCode.Forbidden, "otp.wrong");

        var whileLocked = await LogIn(platform, last.Challenge, last.Code);
        var sentBefore = await platform.MessagesTo(someone.Email);
        var decoy = await platform.Anonymous().Post("/v1/auth/otp", new { address = someone.Email });
        clock.Turn(TimeSpan.FromMinutes(15));
        var api = await platform.SignIn(someone.Email);

        whileLocked.Refused(HttpStatusCode.Forbidden, "otp.wrong");
        Assert.Equal(HttpStatusCode.OK, decoy.Status);
        Assert.Equal(HttpStatusCode.OK, (await api.Get("/v1/users/me")).Status);
        Assert.Equal(sentBefore.Count + 1, (await platform.MessagesTo(someone.Email)).Count);
    }

    [Fact]
    public async Task Fifty_right_logins_at_once_give_one_token()
    {
        var platform = await Platform.Shared;
        var (challenge, code) = await platform.Challenge((await Someone.New(platform)).Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, Parallel).Select(_ => LogIn(platform, challenge, code)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.OK),
            answer => answer.Refused(HttpStatusCode.Forbidden, "otp.used"));
    }

    [Fact]
    public async Task Fifty_wrong_logins_at_once_have_five_tries_between_them()
    {
        var platform = await Platform.Shared;
        var (challenge, code) = await platform.Challenge((await Someone.New(platform)).Email);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, Parallel).Select(_ => LogIn(platform, challenge, Other(code))));

        Assert.Equal(5, answers.Count(answer => answer.Code == "otp.wrong"));
        Assert.Equal(Parallel - 5, answers.Count(answer => answer.Code == "otp.locked"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AQAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_challenge_that_was_not_given_out_is_refused(string challenge)
    {
        var answer = await LogIn(await Platform.Shared, challenge, "123456");

        answer.Refused(HttpStatusCode.Forbidden, "challenge.invalid");
        Assert.Equal("Invalid credentials in challenge!", answer.Message);
    }

    [Fact]
    public async Task A_user_who_was_removed_meanwhile_is_not_let_in()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);
        var (challenge, code) = await platform.Challenge(someone.Email);
        await platform.In<IdentityDb, int>(async db =>
        {
            (await db.Users.SingleAsync(user => user.Uuid == someone.Uuid)).Remove(db.Now);
            return await db.SaveChangesAsync();
        });

        (await LogIn(platform, challenge, code)).Refused(HttpStatusCode.Forbidden, "otp.wrong");
    }

    [Fact]
    public async Task A_role_that_has_expired_is_not_in_the_token()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);
        await platform.In<IdentityDb, int>(async db =>
        {
            var user = await db.Users.SingleAsync(one => one.Uuid == someone.Uuid);
            DateTimeOffset? past = db.Now.AddMinutes(-1);
            return await db.UserRoles.Where(given => given.UserId == user.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(given => given.Expiry, past));
        });

        var claims = ClaimsOf(await platform.Token(someone.Email));

        Assert.Equal(0, claims.GetProperty("roles").GetArrayLength());
        Assert.Equal(0, claims.GetProperty("permissions").GetArrayLength());
    }

    [Fact]
    public async Task A_token_that_this_platform_did_not_sign_is_refused()
    {
        var platform = await Platform.Shared;
        var token = await platform.Token((await Someone.New(platform)).Email);
        var parts = token.Split('.');
        var unsigned = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";
        var foreignKey = new SigningCredentials(
            new SymmetricSecurityKey(Encoding.UTF8.GetBytes(new string('0', 64))), SecurityAlgorithms.HmacSha256);
        var foreign = JwtTokenUtilities.CreateEncodedSignature($"{parts[0]}.{parts[1]}", foreignKey);
        var more = Base64UrlEncoder.Decode(parts[1]).Replace("\"redemption\"", "\"all\"", StringComparison.Ordinal);

        var resigned = $"{parts[0]}.{parts[1]}.{foreign}";
        var promoted = $"{parts[0]}.{Base64UrlEncoder.Encode(more)}.{parts[2]}";
        foreach (var forged in (string[])[unsigned, resigned, promoted, "nonsense"])
        {
            var answer = await platform.With(forged).Get("/v1/users/me");
            answer.Refused(HttpStatusCode.Unauthorized, "caller.unauthenticated");
            Assert.Equal("Unauthorized", answer.Message);
        }
        Assert.Equal(HttpStatusCode.OK, (await platform.With(token).Get("/v1/users/me")).Status);
    }

    [Fact]
    public async Task A_token_is_good_for_as_long_as_the_installation_says()
    {
        var clock = new TurnedClock();
        await using var platform = await Platform.Start(clock, "--JWT_EXPIRATION_TIME=30m");
        var api = await platform.Admin();
        clock.Turn(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await api.Get("/v1/users/me")).Status);

        clock.Turn(TimeSpan.FromMinutes(1));

        (await api.Get("/v1/users/me")).Refused(HttpStatusCode.Unauthorized, "caller.unauthenticated");
    }

    private static Task<Answer> LogIn(Platform platform, string challenge, string otp) =>
        platform.Anonymous().Post("/v1/auth/login", new { challenge, otp });

    private static string Other(string code) => code == "111111" ? "222222" : "111111";

    private static JsonElement ClaimsOf(string token) =>
        JsonDocument.Parse(Base64UrlEncoder.Decode(token.Split('.')[1])).RootElement;
}
