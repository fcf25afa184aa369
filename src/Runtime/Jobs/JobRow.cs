namespace Rahat.Runtime.Jobs;

/// <summary>Where a job stands.</summary>
internal enum JobState
{
    /// <summary>To be done once it is due.</summary>
    Waiting,

    /// <summary>A worker holds its lease.</summary>
    Active,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Tried as often as allowed, or refused; an operator may try it again.</summary>
    Dead,
}

/// <summary>
/// A piece of work as a row: whoever holds the lease works on it, and an expired lease gives it back.
/// </summary>
internal sealed class JobRow
{
    public required Guid Id { get; init; }

    public required string Queue { get; init; }

    public required string Name { get; init; }

    public required string Payload { get; init; }

    public JobState State { get; init; } = JobState.Waiting;

    public int Attempts { get; init; }

    public required int MaxAttempts { get; init; }

    /// <summary>Lower goes first.</summary>
    public int Priority { get; init; }

    public required DateTimeOffset RunAt { get; init; }

    public string? LeaseOwner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>0 to 100.</summary>
    public int Progress { get; init; }

    public string? LastError { get; init; }

    public required string Actor { get; init; }

    public required string CorrelationId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>When a recurring job is due next. Moving it on and enqueuing the job is one transaction.</summary>
internal sealed class ScheduleRow
{
    public required string Name { get; init; }

    public required DateTimeOffset NextRunAt { get; init; }
}
