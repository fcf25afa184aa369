using System.Net;

using Microsoft.EntityFrameworkCore;

using Rahat.Communications;
using Rahat.Communications.Data;
using Rahat.Identity;
using Rahat.Identity.Data;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Identity;

public sealed class RequestOtpTests
{
    [Fact]
    public async Task Nobody_learns_from_the_answers_who_has_an_account()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);

        var known = await Story(platform, someone.Email);
        var unknown = await Story(platform, $"nobody-{Guid.CreateVersion7():N}@example.org");

        Assert.Equal(known, unknown);
        Assert.Equal(8, known.Count);
    }

    [Fact]
    public async Task A_challenge_shows_nothing_of_what_it_holds()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);
        var clientId = Guid.CreateVersion7();

        var answer = await platform.Anonymous().Post(
            "/v1/auth/otp", new { address = someone.Email, service = "EMAIL", clientId, ip = "203.0.113.9" });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(clientId, answer.Data.GetProperty("clientId").GetGuid());
        Assert.Equal("127.0.0.1", answer.Data.GetProperty("ip").GetString());
        Assert.Matches("^[A-Za-z0-9_-]+$", answer.Data.GetProperty("challenge").GetString());
    }

    [Fact]
    public async Task An_address_is_found_however_it_is_typed()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);

        await platform.Anonymous().Post("/v1/auth/otp", new { address = $"  {someone.Email.ToUpperInvariant()} " });
        await Eventually.Get(() => platform.MessagesTo(someone.Email), messages => messages.Count == 1);
        await platform.Anonymous().Post("/v1/auth/otp", new { address = someone.Phone[4..] });
        await Eventually.Get(() => platform.MessagesTo(someone.Phone), messages => messages.Count == 1);
        await platform.Anonymous().Post("/v1/auth/otp", new { address = someone.Phone.Insert(4, " ") });
        await Eventually.Get(() => platform.MessagesTo(someone.Phone), messages => messages.Count == 2);
    }

    [Theory]
    [InlineData("neither mail nor phone", null)]
    [InlineData("somebody@example.org", "PHONE")]
    [InlineData("+9779841234567", "EMAIL")]
    [InlineData("0x12", "WALLET")]
    public async Task An_address_of_no_known_form_is_refused(string address, string? service)
    {
        var platform = await Platform.Shared;

        var answer = await platform.Anonymous().Post("/v1/auth/otp", new { address, service });

        answer.Refused(HttpStatusCode.BadRequest, "service.invalid_type");
        Assert.StartsWith("Invalid service type. Valid types are", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_ten_codes_an_hour_go_to_one_address()
    {
        var clock = new TurnedClock();
        await using var platform = await Platform.Start(clock);
        for (var count = 1; count <= 10; count++)
            await platform.Challenge(Platform.AdminEmail);

        var eleventh = await platform.Anonymous().Post("/v1/auth/otp", new { address = Platform.AdminEmail });
        await NoMoreDeliveries(platform);
        var within = await platform.MessagesTo(Platform.AdminEmail);
        clock.Turn(TimeSpan.FromHours(1));
        await platform.Challenge(Platform.AdminEmail);

        Assert.Equal(HttpStatusCode.OK, eleventh.Status);
        Assert.Equal(10, within.Count);
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_holds_the_open_challenge()
    {
        var platform = await Platform.Shared;
        var someone = await Someone.New(platform);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => platform.Anonymous().Post("/v1/auth/otp", new { address = someone.Phone })));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var rows = await platform.In<IdentityDb, List<OtpChallenge>>(db => (
            from challenge in db.Challenges
            join login in db.Logins on challenge.AddressIndex equals login.AddressIndex
            join user in db.Users on login.UserId equals user.Id
            where user.Uuid == someone.Uuid
            select challenge).ToListAsync());
        Assert.Equal(20, rows.Count);
        Assert.Single(rows, row => row.Status == OtpStatus.Open);
        Assert.Equal(10, rows.Count(row => row.LoginId is not null));
    }

    /// <summary>Every answer on the way through what can go wrong, without what differs each time.</summary>
    private static async Task<IReadOnlyList<string>> Story(Platform platform, string address)
    {
        var first = await platform.Anonymous().Post("/v1/auth/otp", new { address });
        var second = await platform.Anonymous().Post("/v1/auth/otp", new { address });
        var answers = new List<Answer> { second };
        answers.Add(await LogIn(platform, first));
        for (var attempt = 1; attempt <= 6; attempt++)
            answers.Add(await LogIn(platform, second));
        return [.. answers.Select(Shape)];
    }

    private static Task<Answer> LogIn(Platform platform, Answer otp) => platform.Anonymous().Post(
        "/v1/auth/login", new { challenge = otp.Data.GetProperty("challenge").GetString(), otp = "000000" });

    private static string Shape(Answer answer)
    {
        var content = answer.Status == HttpStatusCode.OK
            ? string.Join(',', answer.Data.EnumerateObject().Select(one => $"{one.Name}:{one.Value}".Length))
            : $"{answer.Code} {answer.Message} {answer.Json.GetProperty("meta").GetRawText()}";
        return $"{(int)answer.Status} {answer.MediaType} {content}";
    }

    /// <summary>Every code has been handed over, and every message that came of it is settled.</summary>
    private static async Task NoMoreDeliveries(Platform platform)
    {
        await Eventually.Get(
            () => platform.In<IdentityDb, int>(db => db.Challenges.CountAsync(one => one.SealedCode != null)),
            left => left == 0);
        await Eventually.Get(
            () => platform.In<CommunicationsDb, int>(
                db => db.Messages.CountAsync(one => one.Status == MessageStatus.Queued)),
            left => left == 0);
    }
}
