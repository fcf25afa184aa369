using System.Net;

using Microsoft.EntityFrameworkCore;

using Rahat.Communications;
using Rahat.Communications.Data;
using Rahat.Runtime.Jobs;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Communications;

public sealed class DeliverMessageTests
{
    [Fact]
    public async Task A_mail_server_that_is_configured_gets_each_mail_once()
    {
        await using var server = new MailServer();
        await using var platform = await Platform.Start(null, server.Settings);

        await AskForCode(platform);
        var message = await Settled(platform);

        var mail = Assert.Single(server.Received);
        Assert.Equal(MessageStatus.Sent, message.Status);
        Assert.Equal(1, message.Attempts);
        Assert.Null(message.Body);
        Assert.Equal(Platform.AdminEmail, mail.Recipient);
        Assert.Equal("Your Rahat sign-in code", mail.Subject);
        Assert.Equal("Rahat <no-reply@rahat.example>", mail.Header("From"));
        Assert.Equal($"<{message.Id:N}@rahat.example>", mail.MessageId);
        Assert.Matches(@"\b\d{6} is your Rahat sign-in code", mail.Text);
        Assert.Empty(await platform.MessagesTo(Platform.AdminEmail));
    }

    [Theory]
    [InlineData(MailManner.TryLater, 2)]
    [InlineData(MailManner.Hang, 1)]
    [InlineData(MailManner.HangUp, 1)]
    [InlineData(MailManner.LoseTheAnswer, 2)]
    public async Task A_mail_that_could_not_be_handed_over_is_sent_again_as_the_same_mail(
        MailManner manner,
        int timesRead)
    {
        await using var server = new MailServer(manner);
        await using var platform = await Platform.Start(null, server.Settings);

        await AskForCode(platform);
        var message = await Settled(platform);

        Assert.Equal(MessageStatus.Sent, message.Status);
        Assert.Equal(2, message.Attempts);
        Assert.Equal(2, server.Connected);
        Assert.Equal(timesRead, server.Received.Count);
        Assert.Single(server.Received.Select(mail => mail.MessageId).Distinct());
        Assert.Null(message.Failure);
    }

    [Fact]
    public async Task A_mail_that_the_server_rejects_is_not_tried_again_and_its_job_is_seen_to_be_dead()
    {
        await using var server = new MailServer(MailManner.Reject);
        await using var platform = await Platform.Start(null, server.Settings);

        await AskForCode(platform);
        var message = await Settled(platform);
        var job = await DeadJob(platform);

        Assert.Equal(MessageStatus.Failed, message.Status);
        Assert.Equal("transport.rejected", message.Failure);
        Assert.Equal("transport.rejected: The mail server rejected the message: 550.", job.LastError);
        Assert.Equal(1, server.Connected);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_mail_that_failed_goes_out_when_an_operator_has_its_job_tried_again()
    {
        await using var server = new MailServer(MailManner.Reject);
        await using var platform = await Platform.Start(null, server.Settings);
        await AskForCode(platform);
        var dead = await DeadJob(platform);

        await platform.In<CommunicationsDb, int>(db => db.Set<JobRow>().Where(job => job.Id == dead.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.State, JobState.Waiting)));
        var message = await Eventually.Get(() => TheMessage(platform), now => now?.Status == MessageStatus.Sent);

        Assert.Null(message!.Body);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_mail_that_is_given_up_after_its_last_try_is_seen_to_have_failed()
    {
        await using var server = new MailServer([.. Enumerable.Repeat(MailManner.TryLater, 3)]);
        await using var platform = await Platform.Start(null, server.Settings);
        await AskForCode(platform);
        await Eventually.Get(
            () => platform.In<CommunicationsDb, int>(db => db.Set<JobRow>()
                .Where(job => job.Name == "deliver_message" && job.State == JobState.Waiting && job.Attempts == 1)
                .ExecuteUpdateAsync(set => set.SetProperty(job => job.MaxAttempts, 2))),
            rows => rows == 1);

        var message = await Settled(platform);
        await DeadJob(platform);

        Assert.Equal(MessageStatus.Failed, message.Status);
        Assert.Equal("transport.unavailable", message.Failure);
        Assert.Equal(2, message.Attempts);
        Assert.Equal(2, server.Connected);
    }

    [Fact]
    public async Task A_message_whose_time_has_passed_is_not_sent()
    {
        var clock = new TurnedClock();
        await using var server = new MailServer(MailManner.TryLater);
        await using var platform = await Platform.Start(clock, server.Settings);
        await AskForCode(platform);
        await Eventually.Get(() => Task.FromResult(server.Received.Count), count => count == 1);

        clock.Turn(TimeSpan.FromMinutes(11));
        var message = await Settled(platform);

        Assert.Equal(MessageStatus.Expired, message.Status);
        Assert.Null(message.Body);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task In_production_a_channel_without_a_provider_fails_for_everybody_to_see()
    {
        await using var platform = await Platform.Start(
            null,
            "--environment=Production",
            $"--PII_KEYS=1:{Convert.ToBase64String(new byte[32])}",
            $"--PII_INDEX_KEY={Convert.ToBase64String(new byte[32])}",
            "--PRIVATE_KEY=a-private-key-of-a-test-that-is-long-enough");

        await AskForCode(platform);
        var message = await Settled(platform);
        var job = await DeadJob(platform);

        Assert.Equal(MessageStatus.Failed, message.Status);
        Assert.Equal("transport.missing", message.Failure);
        Assert.StartsWith("transport.missing:", job.LastError, StringComparison.Ordinal);
        var route = await platform.Anonymous().Get("/v1/communications/sandbox");
        route.Refused(HttpStatusCode.NotFound, "route.not_found");
    }

    private static async Task AskForCode(Platform platform)
    {
        var answer = await platform.Anonymous().Post("/v1/auth/otp", new { address = Platform.AdminEmail });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    private static async Task<Message> Settled(Platform platform) =>
        (await Eventually.Get(() => TheMessage(platform), message => message is { Status: not MessageStatus.Queued }))!;

    private static Task<Message?> TheMessage(Platform platform) =>
        platform.In<CommunicationsDb, Message?>(db => db.Messages.AsNoTracking().SingleOrDefaultAsync());

    private static async Task<JobRow> DeadJob(Platform platform) => (await Eventually.Get(
        () => platform.In<CommunicationsDb, JobRow?>(db => db.Set<JobRow>().AsNoTracking()
            .SingleOrDefaultAsync(job => job.Name == "deliver_message" && job.State == JobState.Dead)),
        job => job is not null))!;
}
