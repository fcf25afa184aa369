using System.Text.RegularExpressions;

using Microsoft.EntityFrameworkCore;

using Rahat.Runtime.Data;

namespace Rahat.SliceTests.Runtime.Schema;

/// <summary>
/// Describes a module's schema in lines, once as the model wants it and once as the database has it; the two must be
/// equal.
/// </summary>
internal static partial class SchemaReader
{
    private const string Bookkeeping = "schema_versions";

    public static IReadOnlyList<string> Wanted(ModuleDb db)
    {
        var lines = new List<string>();
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            lines.AddRange(table.Columns.Select(
                column => Column(table.Name, column.Name, column.StoreType, column.IsNullable)));
            lines.Add(Key(table.Name, table.PrimaryKey!.Columns.Select(column => column.Name)));
            lines.AddRange(table.UniqueConstraints.Where(constraint => constraint != table.PrimaryKey).Select(
                constraint => Unique(table.Name, constraint.Columns.Select(column => column.Name))));
            lines.AddRange(table.Indexes.Select(
                index => Index(
                    index.Name, table.Name, index.IsUnique, index.Columns
                        .Select(column => column.Name), index.Filter)));
        }
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    public static async Task<IReadOnlyList<string>> Found(ModuleDb db)
    {
        var lines = db.Engine == DatabaseEngine.Postgres ? await InPostgres(db) : await InSqlite(db);
        return [.. lines.Where(line => !line.Contains(Bookkeeping)).Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> InPostgres(ModuleDb db)
    {
        var lines = new List<string>();
        await foreach (var row in Rows(db, $"""
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), (NOT a.attnotnull)::text
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = '{db.Module}' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
            """))
        {
            lines.Add(Column(row[0], row[1], row[2], row[3] == "true"));
        }
        await foreach (var row in Rows(db, $"""
            SELECT i.relname, c.relname, x.indisunique::text,
                   coalesce((SELECT t.contype::text FROM pg_constraint t
                             WHERE t.conindid = i.oid AND t.conrelid = c.oid AND t.contype IN ('p', 'u')), ''),
                   coalesce(pg_get_expr(x.indpred, x.indrelid), ''),
                   (SELECT string_agg(a.attname, ',' ORDER BY k.place)
                    FROM unnest(x.indkey) WITH ORDINALITY AS k(number, place)
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number)
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '{db.Module}'
            """))
        {
            var columns = row[5].Split(',');
            lines.Add(row[3] switch
            {
                "p" => Key(row[1], columns),
                "u" => Unique(row[1], columns),
                _ => Index(row[0], row[1], row[2] == "true", columns, row[4]),
            });
        }
        return lines;
    }

    private static async Task<List<string>> InSqlite(ModuleDb db)
    {
        var lines = new List<string>();
        var tables = new List<string>();
        await foreach (var row in Rows(db, "SELECT name FROM sqlite_master WHERE type = 'table'"))
        {
            if (row[0].StartsWith(db.Module + "_", StringComparison.Ordinal))
                tables.Add(row[0]);
        }
        foreach (var table in tables)
        {
            var key = new SortedDictionary<int, string>();
            await foreach (var row in Rows(db, $"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')"))
            {
                lines.Add(Column(table, row[0], row[1], row[2] == "0"));
                if (row[3] != "0")
                    key.Add(int.Parse(row[3], System.Globalization.CultureInfo.InvariantCulture), row[0]);
            }
            lines.Add(Key(table, key.Values));
            await foreach (var row in Rows(db, $"""
                SELECT l.name, l."unique", coalesce((SELECT sql FROM sqlite_master m WHERE m.name = l.name), ''),
                       (SELECT group_concat(name, ',')
                        FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno)),
                       l.origin
                FROM pragma_index_list('{table}') l WHERE l.origin <> 'pk'
                """))
            {
                var columns = row[3].Split(',');
                lines.Add(row[4] == "u"
                    ? Unique(table, columns)
                    : Index(row[0], table, row[1] == "1", columns, Where().Match(row[2]).Groups[1].Value));
            }
        }
        return lines;
    }

    private static string Column(string table, string column, string type, bool isNullable) =>
        $"column {table}.{column} {type}{(isNullable ? "" : " not null")}";

    private static string Key(string table, IEnumerable<string> columns) =>
        $"key {table} ({string.Join(", ", columns)})";

    /// <summary>A constraint, which SQLite gives no name.</summary>
    private static string Unique(string table, IEnumerable<string> columns) =>
        $"unique {table} ({string.Join(", ", columns)})";

    private static string Index(
        string name,
        string table,
        bool isUnique,
        IEnumerable<string> columns,
        string? filter) =>
        $"{(isUnique ? "unique " : "")}index {name} on {table} ({string.Join(", ", columns)}) {Plain(filter ?? "")}"
            .Trim();

    /// <summary>A filter without what PostgreSQL adds when it writes it down.</summary>
    private static string Plain(string filter)
    {
        var plain = filter.Replace("::text", "").Replace("= ANY (ARRAY[", "IN (").Replace("!=", "<>");
        plain = Marks().Replace(plain, "");
        return plain.Length == 0 ? "" : "where " + Blanks().Replace(plain, " ").Trim();
    }

    public static async IAsyncEnumerable<string[]> Rows(ModuleDb db, string sql)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            yield return [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString()!)];
    }

    [GeneratedRegex(@"\bWHERE\s+(.*)$", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Where();

    [GeneratedRegex("""[()\[\]"]""")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
