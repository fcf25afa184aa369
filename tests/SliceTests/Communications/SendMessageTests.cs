using System.Security.Cryptography;
using System.Text;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Rahat.Communications.Data;
using Rahat.Contracts.Communications;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Security;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Communications;

public sealed class SendMessageTests
{
    [Fact]
    public async Task A_message_asked_for_twice_under_one_key_is_sent_once()
    {
        var platform = await Platform.Shared;
        var address = $"twice-{Guid.CreateVersion7():N}@example.org";
        var key = Key();
        var message = new SendMessage { Address = address, Subject = "Hello", Body = "Come tomorrow." };

        var first = await Ask(platform, message, key);
        var second = await Ask(platform, message, key);
        var other = await Ask(platform, message, Key());

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        var sent = await Eventually.Get(() => platform.MessagesTo(address), messages => messages.Count >= 2);
        Assert.Equal(2, sent.Count);
        Assert.Equal("Hello", sent[0].GetProperty("subject").GetString());
    }

    [Fact]
    public async Task A_message_to_a_beneficiary_goes_to_its_phone()
    {
        var platform = await Platform.Shared;
        var phone = $"+977985{RandomNumberGenerator.GetInt32(1_000_000, 10_000_000)}";
        var admin = await platform.Admin();
        var created = await admin.Post("/v1/beneficiaries", new { piiData = new { name = "Somebody", phone } });
        var beneficiaryId = created.Data.GetProperty("uuid").GetGuid();

        await Ask(platform, new SendMessage { BeneficiaryId = beneficiaryId, Body = "Come tomorrow." }, Key());

        var sent = await Eventually.Get(() => platform.MessagesTo(phone), messages => messages.Count == 1);
        Assert.Equal("SMS", sent[0].GetProperty("channel").GetString());
        Assert.Equal("Come tomorrow.", sent[0].GetProperty("body").GetString());
    }

    [Fact]
    public async Task A_message_to_nobody_is_refused()
    {
        var platform = await Platform.Shared;
        var message = new SendMessage { BeneficiaryId = Guid.CreateVersion7(), Body = "Come tomorrow." };

        var refusal = await Assert.ThrowsAsync<Refusal>(() => Ask(platform, message, Key()));

        Assert.Equal("beneficiary.not_found", refusal.Code);
    }

    [Fact]
    public async Task What_is_to_be_sent_rests_sealed_and_is_gone_when_it_has_been_sent()
    {
        var platform = await Platform.Shared;
        var address = $"sealed-{Guid.CreateVersion7():N}@example.org";

        var queued = await Ask(
            platform, new SendMessage { Address = address, Body = "Come tomorrow." }, Key());
        await Eventually.Get(() => platform.MessagesTo(address), messages => messages.Count == 1);

        var row = await Eventually.Get(
            () => platform.In<CommunicationsDb, Rahat.Communications.Message>(
                db => db.Messages.AsNoTracking().SingleAsync(one => one.Id == queued.MessageId)),
            message => message.Status == Rahat.Communications.MessageStatus.Sent);
        Assert.Null(row.Body);
        Assert.DoesNotContain(address, Encoding.UTF8.GetString(row.Address.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("9841234567", false)]
    [InlineData("somebody", false)]
    [InlineData("somebody@example.org", true)]
    public async Task A_message_goes_to_one_address_that_can_be_reached(string? address, bool andBeneficiary)
    {
        var platform = await Platform.Shared;
        var message = new SendMessage
        {
            Address = address,
            BeneficiaryId = andBeneficiary ? Guid.CreateVersion7() : null,
            Body = "Come tomorrow.",
        };

        var refusal = await Assert.ThrowsAsync<Refusal>(() => Ask(platform, message, Key()));

        Assert.Equal("request.invalid", refusal.Code);
        Assert.Equal("address", Assert.Single(refusal.Faults).Field);
    }

    private static string Key() => Guid.CreateVersion7().ToString();

    private static async Task<MessageQueued> Ask(Platform platform, SendMessage message, string key)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<MessageContext>()
            .Enter(new Sender("test", IsDoor: false), Caller.OfSystem("test"), Guid.CreateVersion7().ToString());
        return await scope.ServiceProvider.GetRequiredService<IBus>()
            .Request(message, key, TestContext.Current.CancellationToken);
    }
}
