using Rahat.Contracts.Distribution;

namespace Rahat.Distribution.Redemptions;

[JobName("RAHAT", "expire_redemptions")]
internal sealed record ExpireRedemptionsJob;

/// <summary>Gives people back what redemptions hold whose code has not come in time.</summary>
internal sealed class ExpireRedemptionsJobHandler(DistributionDb db, RedemptionDesk desk)
    : IJobHandler<ExpireRedemptionsJob>
{
    public const string Cron = "* * * * *";

    private const int MostAtOnce = 10_000;

    public async Task Run(ExpireRedemptionsJob job, JobContext context, CancellationToken cancellationToken)
    {
        var now = db.Now;
        var expired = await Open(now)
            .OrderBy(one => one.ExpiresAt)
            .Select(one => one.Id)
            .Take(MostAtOnce)
            .ToListAsync(cancellationToken);
        foreach (var (id, number) in expired.Select((id, index) => (id, index + 1)))
        {
            // Each is a transaction of its own: one that is confirmed or voided at this moment does not keep the
            // others.
            if (await Open(now).SingleOrDefaultAsync(one => one.Id == id, cancellationToken) is not { } redemption)
                continue;
            redemption.Void(VoidReason.Expired, now);
            var token = await db.Token(redemption.TokenId, cancellationToken);
            await desk.Release(redemption, token, cancellationToken);
            await context.Checkpoint(100 * number / expired.Count, cancellationToken);
        }
    }

    private IQueryable<Redemption> Open(DateTimeOffset now) =>
        db.Redemptions.Where(one => one.Status == RedemptionStatus.Authorised && one.ExpiresAt <= now);
}
