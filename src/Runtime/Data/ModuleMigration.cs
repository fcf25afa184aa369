using FluentMigrator;
using FluentMigrator.Builders.Create.Table;

namespace Rahat.Runtime.Data;

/// <summary>Which schema a migration builds, on which engine.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Module">The module whose schema it is.</param>
public sealed record SchemaTarget(DatabaseEngine Engine, string Module)
{
    /// <summary>The quoted name of a table, for statements in plain SQL.</summary>
    /// <param name="table">The table's plain name.</param>
    public string Quoted(string table)
    {
        var name = SchemaRules.TableName(Engine, Module, table);
        return Engine == DatabaseEngine.Postgres ? $"\"{Module}\".\"{name}\"" : $"\"{name}\"";
    }
}

/// <summary>
/// A step in the life of a module's schema, written once for both engines. Steps are never edited after a release, and
/// there is no way down: a mistake is mended by a further step.
/// </summary>
/// <param name="target">Schema and engine.</param>
public abstract class ModuleMigration(SchemaTarget target) : ForwardOnlyMigration
{
    /// <summary>Schema and engine.</summary>
    protected SchemaTarget Target { get; } = target;

    /// <summary>Column type of a UUID.</summary>
    protected string Uuid => IsPostgres ? "uuid" : "TEXT";

    /// <summary>Column type of text of any length, enums and JSON included.</summary>
    protected string Text => IsPostgres ? "text" : "TEXT";

    /// <summary>Column type of a point in time.</summary>
    protected string Time => IsPostgres ? "timestamp with time zone" : "INTEGER";

    /// <summary>Column type of a 64-bit integer, which is what money is.</summary>
    protected string Integer64 => IsPostgres ? "bigint" : "INTEGER";

    /// <summary>Column type of a 32-bit integer.</summary>
    protected string Integer32 => IsPostgres ? "integer" : "INTEGER";

    /// <summary>Column type of a yes or no.</summary>
    protected string Bool => IsPostgres ? "boolean" : "INTEGER";

    /// <summary>Column type of a place's latitude or longitude; never of money.</summary>
    protected string Coordinate => IsPostgres ? "double precision" : "REAL";

    /// <summary>Column type of bytes, sealed text included.</summary>
    protected string Bytes => IsPostgres ? "bytea" : "BLOB";

    /// <summary>Whether the engine is PostgreSQL.</summary>
    protected bool IsPostgres => Target.Engine == DatabaseEngine.Postgres;

    /// <summary>Begins a table of the module.</summary>
    /// <param name="name">Plain name, plural, snake case.</param>
    protected ICreateTableWithColumnSyntax Table(string name) => IsPostgres
        ? Create.Table(name).InSchema(Target.Module)
        : Create.Table(SchemaRules.TableName(Target.Engine, Target.Module, name));

    /// <summary>An index, named as the model names it.</summary>
    /// <param name="table">Plain name of the table.</param>
    /// <param name="unique">Whether it forbids duplicates.</param>
    /// <param name="columns">Its columns, in order.</param>
    /// <param name="where">Which rows it covers; all when null.</param>
    protected void Index(string table, bool unique, string[] columns, string? where = null)
    {
        var name = $"ix_{SchemaRules.TableName(Target.Engine, Target.Module, table)}_{string.Join('_', columns)}";
        Execute.Sql(
            $"CREATE {(unique ? "UNIQUE " : "")}INDEX {name} ON {Target.Quoted(table)} ({string.Join(", ", columns)})"
            + (where is null ? "" : $" WHERE {where}"));
    }
}
