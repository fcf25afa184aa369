using Microsoft.EntityFrameworkCore;

using Rahat.Runtime.Data;

namespace Rahat.Runtime.Outbox;

/// <summary>
/// Gives saved events their place in the module's log. Readers go by position, because ids are handed out before their
/// transactions commit and a reader that went by id would pass over a late one.
/// </summary>
internal static class EventLog
{
    private const int BatchSize = 1_000;

    /// <summary>Places the events that have none yet.</summary>
    /// <returns>Whether any was placed, and whether there may be more.</returns>
    public static async Task<(bool Placed, bool More)> Place(ModuleDb db, CancellationToken cancellationToken)
    {
        var events = db.Table<EventRow>();
        var waiting = await db.Set<EventRow>().AnyAsync(row => row.Position == null, cancellationToken);
        if (!waiting)
            return (false, false);
        await db.BeginWork(cancellationToken);
        if (db.Engine == DatabaseEngine.Postgres)
        {
            await db.Execute(
                "SELECT pg_advisory_xact_lock(hashtext({0}))", ["rahat.events." + db.Module], cancellationToken);
        }
        var placed = await db.Execute(
            $$"""
            UPDATE {{events}} SET position = coalesce((SELECT max(position) FROM {{events}}), 0) + unplaced.place
            FROM (SELECT id AS event, row_number() OVER (ORDER BY id) AS place
                  FROM {{events}} WHERE position IS NULL ORDER BY id LIMIT {0}) AS unplaced
            WHERE id = unplaced.event
            """,
            [BatchSize],
            cancellationToken);
        await db.CommitWork(cancellationToken);
        return (placed > 0, placed == BatchSize);
    }

    /// <summary>The next events of some kinds behind a position, in order.</summary>
    public static async Task<List<EventRow>> Read(
        ModuleDb db,
        long behind,
        IReadOnlyCollection<string> names,
        CancellationToken cancellationToken) =>
        await db.Set<EventRow>().AsNoTracking()
            .Where(row => row.Position > behind && names.Contains(row.Name))
            .OrderBy(row => row.Position)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
}
