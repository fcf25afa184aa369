using Microsoft.EntityFrameworkCore;

using Rahat.Runtime.Jobs;
using Rahat.Runtime.Outbox;

namespace Rahat.Runtime.Data;

/// <summary>
/// The tables that every module's schema has: its events, its jobs, its schedules and its idempotency keys.
/// </summary>
internal static class RuntimeTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<EventRow>(row =>
        {
            row.ToTable("events").HasKey(one => one.Id);
            row.HasIndex(one => one.EventId).IsUnique();
            row.HasIndex(one => one.AggregateId);
            row.HasIndex(one => one.Position).IsUnique();
            row.HasIndex(one => one.Id, "ix_events_unsealed").HasFilter("position IS NULL");
        });
        model.Entity<SubscriptionRow>().ToTable("subscriptions").HasKey(one => one.Publisher);
        model.Entity<DeadEvent>().ToTable("dead_events").HasKey(one => new { one.Publisher, one.Position });
        model.Entity<JobRow>(row =>
        {
            row.ToTable("jobs").HasKey(one => one.Id);
            row.Property(one => one.Id).ValueGeneratedNever();
            row.HasIndex(one => new { one.State, one.Priority, one.RunAt });
            row.HasIndex(one => one.LeaseUntil).HasFilter("state = 'Active'");
            row.HasIndex(one => one.FinishedAt).HasFilter("finished_at IS NOT NULL");
        });
        model.Entity<ScheduleRow>().ToTable("schedules").HasKey(one => one.Name);
        model.Entity<IdempotencyRow>(row =>
        {
            row.ToTable("idempotency_keys").HasKey(one => new { one.Caller, one.Message, one.Key });
            row.HasIndex(one => one.CreatedAt);
        });
    }
}
