using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Rahat.Runtime.Data;

/// <summary>
/// How a module's tables are named on each engine: <c>identity.users</c> on PostgreSQL, <c>identity_users</c> on
/// SQLite, which has no schemas. Migrations and model both ask here.
/// </summary>
public static class SchemaRules
{
    /// <summary>The name of a table within its schema.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="module">The module's name.</param>
    /// <param name="table">The table's plain name.</param>
    public static string TableName(DatabaseEngine engine, string module, string table) =>
        engine == DatabaseEngine.Postgres ? table : $"{module}_{table}";

    internal static void Apply(ModelBuilder model, DatabaseEngine engine, string module)
    {
        if (engine == DatabaseEngine.Postgres)
            model.HasDefaultSchema(module);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table)
                entity.SetTableName(TableName(engine, module, table));
            if (entity.ClrType.IsAssignableTo(typeof(IVersioned)))
                entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }
    }
}

/// <summary>Keeps times on SQLite as milliseconds since 1970, so that they sort and compare in SQL.</summary>
public sealed class UnixTimeConverter() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
