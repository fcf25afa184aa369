namespace Rahat.Identity;

/// <summary>Hourly: forget challenges that nobody can use any more.</summary>
[JobName("RAHAT_AUTH", "prune_challenges")]
internal sealed record PruneChallenges;

internal sealed class PruneChallengesJob(IdentityDb db) : IJobHandler<PruneChallenges>
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task Run(PruneChallenges job, JobContext context, CancellationToken cancellationToken)
    {
        var before = db.Now - Kept;
        await db.BeginWork(cancellationToken);
        await db.Challenges.Where(one => one.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken);
    }
}
