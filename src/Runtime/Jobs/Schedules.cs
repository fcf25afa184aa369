using Cronos;

using Microsoft.EntityFrameworkCore;

using Rahat.Runtime.Data;
using Rahat.Runtime.Modules;

namespace Rahat.Runtime.Jobs;

/// <summary>
/// Enqueues recurring jobs when they come due: the due time is moved on and the job enqueued in one transaction.
/// </summary>
internal static class Schedules
{
    public static async Task EnqueueDue(ModuleDb db, ModuleParts module, CancellationToken cancellationToken)
    {
        if (module.Schedules.Count == 0)
            return;
        var now = db.Now;
        var rows = await db.Set<ScheduleRow>().AsNoTracking().ToDictionaryAsync(row => row.Name, cancellationToken);
        foreach (var schedule in module.Schedules)
        {
            var next = CronExpression.Parse(schedule.Cron).GetNextOccurrence(now, TimeZoneInfo.Utc)!.Value;
            if (!rows.TryGetValue(schedule.Name, out var row))
            {
                await Begin(db, schedule.Name, next, cancellationToken);
            }
            else if (row.NextRunAt <= now && await MoveOn(db, row, next, cancellationToken))
            {
                db.Enqueue(schedule.Payload);
                await db.CommitWork(cancellationToken);
            }
        }
    }

    /// <summary>Writes down when a new schedule is due first, unless another replica has.</summary>
    private static async Task Begin(
        ModuleDb db,
        string name,
        DateTimeOffset next,
        CancellationToken cancellationToken)
    {
        await db.BeginWork(cancellationToken);
        await db.Execute(
            $$"""
            INSERT INTO {{db.Table<ScheduleRow>()}} (name, next_run_at) VALUES ({0}, {1}) ON CONFLICT (name) DO NOTHING
            """,
            [name, db.Time(next)],
            cancellationToken);
        await db.CommitWork(cancellationToken);
    }

    /// <summary>False when another replica was faster.</summary>
    private static async Task<bool> MoveOn(
        ModuleDb db,
        ScheduleRow row,
        DateTimeOffset next,
        CancellationToken cancellationToken)
    {
        await db.BeginWork(cancellationToken);
        var moved = await db.Set<ScheduleRow>()
            .Where(one => one.Name == row.Name && one.NextRunAt == row.NextRunAt)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.NextRunAt, next), cancellationToken);
        if (moved == 0)
            await db.AbandonWork();
        return moved == 1;
    }
}
