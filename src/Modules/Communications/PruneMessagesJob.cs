using Rahat.Runtime.Security;

namespace Rahat.Communications;

/// <summary>Hourly: empty the sandbox of yesterday's messages, and forget texts that are of no use any more.</summary>
[JobName("RAHAT_COMMUNICATION", "prune_messages")]
internal sealed record PruneMessages;

internal sealed class PruneMessagesJob(CommunicationsDb db) : IJobHandler<PruneMessages>
{
    private static readonly TimeSpan SandboxKept = TimeSpan.FromHours(24);
    private static readonly TimeSpan FailedKept = TimeSpan.FromDays(7);

    public async Task Run(PruneMessages job, JobContext context, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = db.Now;
        var sandboxBefore = db.Now - SandboxKept;
        var failedBefore = db.Now - FailedKept;
        await db.BeginWork(cancellationToken);
        await db.Sandbox.Where(entry => entry.SentAt < sandboxBefore).ExecuteDeleteAsync(cancellationToken);
        await db.Messages
            .Where(message => message.Body != null && (message.ExpiresAt < now || message.CreatedAt < failedBefore))
            .ExecuteUpdateAsync(
                set => set.SetProperty(message => message.Body, (SealedText?)null)
                    .SetProperty(message => message.Status, MessageStatus.Expired)
                    .SetProperty(message => message.SettledAt, now)
                    .SetProperty(message => message.Version, message => message.Version + 1),
                cancellationToken);
    }
}
