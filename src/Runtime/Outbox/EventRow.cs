namespace Rahat.Runtime.Outbox;

/// <summary>
/// An event as it was saved together with the change it tells of. The table is append-only: the database refuses every
/// other change than giving an event its position, once.
/// </summary>
internal sealed class EventRow
{
    /// <summary>
    /// Counts the rows as they are written; two transactions may commit in another order than they counted.
    /// </summary>
    public long Id { get; private set; }

    public required Guid EventId { get; init; }

    public required string Name { get; init; }

    public required Guid AggregateId { get; init; }

    public required string Body { get; init; }

    public required string Actor { get; init; }

    public required string CorrelationId { get; init; }

    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>Place in the module's log, without gaps; null until the event has been given one.</summary>
    public long? Position { get; private set; }
}

/// <summary>How far a module has read another module's log.</summary>
internal sealed class SubscriptionRow
{
    public required string Publisher { get; init; }

    public required long Position { get; init; }
}

/// <summary>
/// An event that a reaction could not deal with, kept so that an operator sees it and it can be replayed.
/// </summary>
internal sealed class DeadEvent
{
    public required string Publisher { get; init; }

    public required long Position { get; init; }

    public required string Name { get; init; }

    public required string Error { get; init; }

    public required DateTimeOffset DiedAt { get; init; }
}
