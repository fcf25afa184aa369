using Rahat.Contracts.Distribution;

namespace Rahat.Distribution.Redemptions;

[JobName("RAHAT", "expire_redemptions")]
internal sealed record ExpireRedemptionsJob;

/// <summary>Gives people back what redemptions hold whose code has not come in time.</summary>
internal sealed class ExpireRedemptionsJobHandler(DistributionDb db, RedemptionDesk desk)
    : IJobHandler<ExpireRedemptionsJob>
{
    public const string Cron = "* * * * *";

    private const int ChunkSize = 100;

    public async Task Run(ExpireRedemptionsJob job, JobContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = db.Now;
            var expired = await db.Redemptions
                .Where(one => one.Status == RedemptionStatus.Authorised && one.ExpiresAt <= now)
                .OrderBy(one => one.ExpiresAt)
                .Take(ChunkSize)
                .ToListAsync(cancellationToken);
            foreach (var redemption in expired)
            {
                redemption.Void(VoidReason.Expired, now);
                var token = await db.Token(redemption.TokenId, cancellationToken);
                await desk.Release(redemption, token, cancellationToken);
            }
            if (expired.Count < ChunkSize)
                return;
            await context.Checkpoint(0, cancellationToken);
        }
    }
}
