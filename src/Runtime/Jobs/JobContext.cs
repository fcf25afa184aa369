using Microsoft.EntityFrameworkCore;

using Rahat.Runtime.Data;

namespace Rahat.Runtime.Jobs;

/// <summary>What a job knows of itself while it runs.</summary>
public sealed class JobContext
{
    private readonly ModuleDb _db;
    private readonly string? _owner;
    private readonly int _maxAttempts;
    private int _progress;

    internal JobContext(ModuleDb db, JobRow row)
    {
        _db = db;
        _owner = row.LeaseOwner;
        JobId = row.Id;
        Attempt = row.Attempts;
        _maxAttempts = row.MaxAttempts;
        _progress = row.Progress;
    }

    /// <summary>Id of the job.</summary>
    public Guid JobId { get; }

    /// <summary>Counts the tries since the job last got on, from 1.</summary>
    public int Attempt { get; private set; }

    /// <summary>Whether the job is dead when this try fails.</summary>
    public bool IsLastAttempt => Attempt >= _maxAttempts;

    /// <summary>
    /// Commits what was done so far together with the progress, so that a killed job goes on here. Fails when the lease
    /// was lost meanwhile: then somebody else is at it, and this worker's uncommitted work is undone.
    /// </summary>
    /// <param name="progress">0 to 100; what was reached once does not fall again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task Checkpoint(int progress, CancellationToken cancellationToken)
    {
        await _db.BeginWork(cancellationToken);
        // A job that gets on is not one that fails again and again: its attempts count anew.
        var (reached, attempts) = progress > _progress ? (progress, 1) : (_progress, Attempt);
        var mine = await Mine().ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Progress, reached).SetProperty(row => row.Attempts, attempts),
            cancellationToken);
        if (mine == 0)
            throw new LeaseLostException();
        await _db.CommitWork(cancellationToken);
        _db.ChangeTracker.Clear();
        (_progress, Attempt) = (reached, attempts);
    }

    internal async Task Complete(CancellationToken cancellationToken)
    {
        await _db.BeginWork(cancellationToken);
        DateTimeOffset? now = _db.Now;
        var mine = await Mine().ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, JobState.Completed)
                .SetProperty(row => row.Progress, 100)
                .SetProperty(row => row.FinishedAt, now)
                .SetProperty(row => row.LeaseOwner, (string?)null)
                .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken);
        if (mine == 0)
            throw new LeaseLostException();
        await _db.CommitWork(cancellationToken);
    }

    private IQueryable<JobRow> Mine() =>
        _db.Set<JobRow>().Where(row => row.Id == JobId && row.LeaseOwner == _owner && row.State == JobState.Active);
}

/// <summary>Another worker has taken the job over.</summary>
public sealed class LeaseLostException : Exception;
