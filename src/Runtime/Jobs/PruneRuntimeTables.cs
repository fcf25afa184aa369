using Microsoft.EntityFrameworkCore;

using Rahat.Runtime.Data;
using Rahat.Runtime.Modules;

namespace Rahat.Runtime.Jobs;

/// <summary>Daily: forget finished jobs and old idempotency keys.</summary>
[JobName("RAHAT", "prune_runtime_tables")]
internal sealed record PruneRuntime;

/// <summary>Removes from a module's schema what is no longer of use; dead jobs and events stay.</summary>
internal sealed class PruneRuntimeTables(ThisModule module) : IJobHandler<PruneRuntime>
{
    public const string Cron = "17 3 * * *";

    private static readonly TimeSpan CompletedJobs = TimeSpan.FromDays(7);

    public async Task Run(PruneRuntime job, JobContext work, CancellationToken cancellationToken)
    {
        var db = module.Db;
        var keysBefore = db.Now - IdempotencyStore.Retention;
        DateTimeOffset? jobsBefore = db.Now - CompletedJobs;
        await db.BeginWork(cancellationToken);
        await db.Set<IdempotencyRow>().Where(row => row.CreatedAt < keysBefore).ExecuteDeleteAsync(cancellationToken);
        await db.Set<JobRow>()
            .Where(row => row.State == JobState.Completed && row.FinishedAt < jobsBefore)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
