using FluentMigrator;

namespace Rahat.Runtime.Data;

/// <summary>The tables that every module's schema has.</summary>
[Migration(1, "Events, jobs, schedules, idempotency keys")]
public sealed class RuntimeMigration(SchemaTarget target) : ModuleMigration(target)
{
    /// <inheritdoc/>
    public override void Up()
    {
        Events();
        Jobs();
        Table("idempotency_keys")
            .WithColumn("caller").AsCustom(Text).PrimaryKey()
            .WithColumn("message").AsCustom(Text).PrimaryKey()
            .WithColumn("key").AsCustom(Text).PrimaryKey()
            .WithColumn("id").AsCustom(Uuid).NotNullable()
            .WithColumn("fingerprint").AsCustom(Text).NotNullable()
            .WithColumn("reply").AsCustom(Bytes).Nullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable();
        Index("idempotency_keys", unique: false, ["created_at"]);
    }

    private void Events()
    {
        Table("events")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("event_id").AsCustom(Uuid).NotNullable()
            .WithColumn("name").AsCustom(Text).NotNullable()
            .WithColumn("aggregate_id").AsCustom(Uuid).NotNullable()
            .WithColumn("body").AsCustom(Text).NotNullable()
            .WithColumn("actor").AsCustom(Text).NotNullable()
            .WithColumn("correlation_id").AsCustom(Text).NotNullable()
            .WithColumn("happened_at").AsCustom(Time).NotNullable()
            .WithColumn("position").AsCustom(Integer64).Nullable();
        Index("events", unique: true, ["event_id"]);
        Index("events", unique: false, ["aggregate_id"]);
        Index("events", unique: true, ["position"]);
        Index("events", unique: false, ["id"], where: "position IS NULL");
        foreach (var statement in IsPostgres ? PostgresGuard() : SqliteGuard())
            Execute.Sql(statement);

        Table("subscriptions")
            .WithColumn("publisher").AsCustom(Text).PrimaryKey()
            .WithColumn("position").AsCustom(Integer64).NotNullable();
        Table("dead_events")
            .WithColumn("publisher").AsCustom(Text).PrimaryKey()
            .WithColumn("position").AsCustom(Integer64).PrimaryKey()
            .WithColumn("name").AsCustom(Text).NotNullable()
            .WithColumn("error").AsCustom(Text).NotNullable()
            .WithColumn("died_at").AsCustom(Time).NotNullable();
    }

    private void Jobs()
    {
        Table("jobs")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("queue").AsCustom(Text).NotNullable()
            .WithColumn("name").AsCustom(Text).NotNullable()
            .WithColumn("payload").AsCustom(Text).NotNullable()
            .WithColumn("state").AsCustom(Text).NotNullable()
            .WithColumn("attempts").AsCustom(Integer32).NotNullable()
            .WithColumn("max_attempts").AsCustom(Integer32).NotNullable()
            .WithColumn("priority").AsCustom(Integer32).NotNullable()
            .WithColumn("run_at").AsCustom(Time).NotNullable()
            .WithColumn("lease_owner").AsCustom(Text).Nullable()
            .WithColumn("lease_until").AsCustom(Time).Nullable()
            .WithColumn("progress").AsCustom(Integer32).NotNullable()
            .WithColumn("last_error").AsCustom(Text).Nullable()
            .WithColumn("actor").AsCustom(Text).NotNullable()
            .WithColumn("correlation_id").AsCustom(Text).NotNullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable()
            .WithColumn("finished_at").AsCustom(Time).Nullable();
        Index("jobs", unique: false, ["state", "priority", "run_at"]);
        Index("jobs", unique: false, ["lease_until"], where: "state = 'Active'");
        Index("jobs", unique: false, ["finished_at"], where: "finished_at IS NOT NULL");

        Table("schedules")
            .WithColumn("name").AsCustom(Text).PrimaryKey()
            .WithColumn("next_run_at").AsCustom(Time).NotNullable();
    }

    private const string Unchangeable = "id, event_id, name, aggregate_id, body, actor, correlation_id, happened_at";

    private string[] PostgresGuard()
    {
        var guard = $"\"{Target.Module}\".refuse_event_change";
        var events = Target.Quoted("events");
        return
        [
            $$"""
            CREATE FUNCTION {{guard}}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND NEW.position IS NOT NULL
                   AND ({{Columns("NEW")}}) IS NOT DISTINCT FROM ({{Columns("OLD")}}) THEN
                    RETURN NEW;
                END IF;
                RAISE EXCEPTION 'events are append-only';
            END $$
            """,
            $"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {events} FOR EACH ROW EXECUTE FUNCTION {guard}()",
            $"CREATE TRIGGER never_truncated BEFORE TRUNCATE ON {events} FOR EACH STATEMENT EXECUTE FUNCTION {guard}()",
        ];
    }

    private string[] SqliteGuard()
    {
        var events = SchemaRules.TableName(Target.Engine, Target.Module, "events");
        const string Refuse = "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END";
        return
        [
            $"CREATE TRIGGER {events}_append_only BEFORE UPDATE ON {events} "
            + $"WHEN OLD.position IS NOT NULL OR ({Columns("NEW")}) IS NOT ({Columns("OLD")}) {Refuse}",
            $"CREATE TRIGGER {events}_never_deleted BEFORE DELETE ON {events} {Refuse}",
        ];
    }

    private static string Columns(string row) =>
        string.Join(", ", Unchangeable.Split(", ").Select(column => $"{row}.{column}"));
}
