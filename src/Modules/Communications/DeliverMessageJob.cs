using Microsoft.Extensions.Logging;

using Rahat.Communications.Adapters;
using Rahat.Runtime.Security;

namespace Rahat.Communications;

/// <summary>
/// A message waits to be sent. Nine tries with their pauses last eight and a half minutes, which most outages do not.
/// </summary>
[JobName("RAHAT_COMMUNICATION", "deliver_message", MaxAttempts = 9)]
internal sealed record DeliverMessage(Guid MessageId);

/// <summary>
/// Sends a message by the transport of its channel. One that was sent is not sent again, unless the process died
/// between the provider's yes and the commit; the provider then sees the same message id twice.
/// </summary>
internal sealed class DeliverMessageJob(
    CommunicationsDb db,
    IEnumerable<ITransport> transports,
    PiiVault vault,
    ILogger<DeliverMessageJob> logger) : IJobHandler<DeliverMessage>
{
    public async Task Run(DeliverMessage job, JobContext context, CancellationToken cancellationToken)
    {
        var message = await db.Messages.SingleOrDefaultAsync(one => one.Id == job.MessageId, cancellationToken);
        if (message is not { IsToBeSent: true })
            return;
        if (message.IsExpired(db.Now))
        {
            message.MarkExpired(context.Attempt, db.Now);
            logger.LogInformation("Message {MessageId} expired before it could be sent", message.Id);
            return;
        }
        try
        {
            await Send(message, cancellationToken);
        }
        catch (Refusal refusal) when (context.IsLastAttempt || refusal.Kind != RefusalKind.Unavailable)
        {
            message.MarkFailed(refusal.Code, context.Attempt, db.Now);
            await context.Checkpoint(0, cancellationToken);
            // Committed above; the job itself is to be dead, so that an operator sees it.
            throw new Refusal(RefusalKind.Invalid, refusal.Code, refusal.Message);
        }
        message.MarkSent(context.Attempt, db.Now);
        logger.LogInformation("Message {MessageId} went out by {Channel}", message.Id, message.Channel);
    }

    private Task Send(Message message, CancellationToken cancellationToken)
    {
        var transport = transports.FirstOrDefault(one => one.Serves(message.Channel)) ?? throw new Refusal(
            RefusalKind.Invalid, "transport.missing", $"No provider is configured for {message.Channel}.");
        return transport.Send(
            new OutgoingMessage(
                message.Id,
                message.Channel,
                vault.Open(message.Address, message.Id),
                vault.OpenOrNull(message.Subject, message.Id),
                vault.Open(message.Body!.Value, message.Id)),
            cancellationToken);
    }
}
