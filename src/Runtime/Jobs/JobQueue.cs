using Microsoft.EntityFrameworkCore;

using Rahat.Runtime.Data;

namespace Rahat.Runtime.Jobs;

/// <summary>The statements that move a module's jobs from state to state.</summary>
internal static class JobQueue
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Takes the lease of jobs that are due, the most urgent first. Each claim has a lease of its own, so that a worker
    /// that stood still and then claims its own lost job again is kept apart from its former self.
    /// </summary>
    public static async Task<List<JobRow>> Claim(
        ModuleDb db,
        string owner,
        TimeSpan lease,
        int atMost,
        CancellationToken cancellationToken)
    {
        var skipLocked = db.Engine == DatabaseEngine.Postgres ? "FOR UPDATE SKIP LOCKED" : "";
        var leaseOwner = $"{owner}/{db.NewId():N}";
        await db.BeginWork(cancellationToken);
        var claimed = await db.Rows<JobRow>(
            $$"""
            UPDATE {{db.Table<JobRow>()}}
            SET state = 'Active', attempts = attempts + 1, lease_owner = {0}, lease_until = {1}
            WHERE id IN (SELECT id FROM {{db.Table<JobRow>()}} WHERE state = 'Waiting' AND run_at <= {2}
                         ORDER BY priority, run_at LIMIT {3} {{skipLocked}})
            RETURNING *
            """,
            leaseOwner,
            db.Time(db.Now + lease),
            db.Time(db.Now),
            atMost).ToListAsync(cancellationToken);
        await db.CommitWork(cancellationToken);
        return claimed;
    }

    /// <summary>Whether anything is due, asked without taking the writer's place in the queue.</summary>
    public static Task<bool> AnyDue(ModuleDb db, CancellationToken cancellationToken)
    {
        var now = db.Now;
        return db.Set<JobRow>().AnyAsync(row => row.State == JobState.Waiting && row.RunAt <= now, cancellationToken);
    }

    /// <summary>Keeps the leases of jobs that are still being worked on.</summary>
    public static async Task Renew(
        ModuleDb db,
        IReadOnlyCollection<JobRow> jobs,
        TimeSpan lease,
        CancellationToken cancellationToken)
    {
        DateTimeOffset? until = db.Now + lease;
        var ids = jobs.Select(job => job.Id).ToArray();
        var owners = jobs.Select(job => job.LeaseOwner).Distinct().ToArray();
        await db.BeginWork(cancellationToken);
        await db.Set<JobRow>()
            .Where(row => row.State == JobState.Active && ids.Contains(row.Id) && owners.Contains(row.LeaseOwner))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, until), cancellationToken);
        await db.CommitWork(cancellationToken);
    }

    /// <summary>
    /// Gives back jobs whose worker has fallen silent, or buries those that fell silent at their last attempt. What
    /// this process itself is at is not among them: it is alive, though its renewal may be late.
    /// </summary>
    /// <returns>How many were stuck.</returns>
    public static async Task<int> ReturnExpired(
        ModuleDb db,
        IReadOnlyCollection<JobRow> running,
        CancellationToken cancellationToken)
    {
        var now = db.Now;
        var ids = running.Select(job => job.Id).ToArray();
        var owners = running.Select(job => job.LeaseOwner).Distinct().ToArray();
        var expired = db.Set<JobRow>()
            .Where(row => row.State == JobState.Active && row.LeaseUntil < now)
            .Where(row => !ids.Contains(row.Id) || !owners.Contains(row.LeaseOwner));
        return await expired.AnyAsync(cancellationToken) ? await Return(db, expired, cancellationToken) : 0;
    }

    /// <summary>Gives back every job that is held, where it is certain that no other worker lives.</summary>
    public static Task ReturnAll(ModuleDb db, CancellationToken cancellationToken) =>
        Return(db, db.Set<JobRow>().Where(row => row.State == JobState.Active), cancellationToken);

    private static async Task<int> Return(
        ModuleDb db,
        IQueryable<JobRow> silent,
        CancellationToken cancellationToken)
    {
        await db.BeginWork(cancellationToken);
        var returned = await silent.ExecuteUpdateAsync(
            set => set
                .SetProperty(
                    row => row.State,
                    row => row.Attempts >= row.MaxAttempts ? JobState.Dead : JobState.Waiting)
                .SetProperty(row => row.LastError, "The worker fell silent.")
                .SetProperty(row => row.LeaseOwner, (string?)null)
                .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken);
        await db.CommitWork(cancellationToken);
        return returned;
    }

    /// <summary>Gives back, without counting the attempt, what a worker that is shutting down still holds.</summary>
    public static async Task HandBack(ModuleDb db, string owner, CancellationToken cancellationToken)
    {
        await db.BeginWork(cancellationToken);
        await db.Set<JobRow>().Where(row => row.State == JobState.Active && row.LeaseOwner!.StartsWith(owner + "/"))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, JobState.Waiting)
                    .SetProperty(row => row.Attempts, row => row.Attempts - 1)
                    .SetProperty(row => row.LeaseOwner, (string?)null)
                    .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null),
                cancellationToken);
        await db.CommitWork(cancellationToken);
    }

    /// <summary>Records a failure: the job waits twice as long as before and is tried again, or is dead.</summary>
    public static async Task Fail(
        ModuleDb db,
        JobRow job,
        string error,
        bool final,
        CancellationToken cancellationToken)
    {
        var runAt = db.Now + FirstBackoff * Math.Pow(2, job.Attempts - 1);
        await db.BeginWork(cancellationToken);
        await db.Set<JobRow>()
            .Where(row => row.Id == job.Id && row.LeaseOwner == job.LeaseOwner && row.State == JobState.Active)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(
                        row => row.State,
                        row => final || row.Attempts >= row.MaxAttempts ? JobState.Dead : JobState.Waiting)
                    .SetProperty(row => row.RunAt, runAt)
                    .SetProperty(row => row.LastError, error)
                    .SetProperty(row => row.LeaseOwner, (string?)null)
                    .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null),
                cancellationToken);
        await db.CommitWork(cancellationToken);
    }
}
