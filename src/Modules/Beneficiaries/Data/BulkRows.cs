using System.Globalization;
using System.Text;

using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Rahat.Beneficiaries.Data;

/// <summary>Inserts many rows with one statement each few thousand values, as the model maps them.</summary>
internal static class BulkRows
{
    /// <summary>PostgreSQL takes twice as many in a statement.</summary>
    private const int MaxValuesPostgres = 30_000;

    /// <summary>
    /// SQLite looks each name up among all the others, so that long statements cost more than they save.
    /// </summary>
    private const int MaxValuesSqlite = 400;

    /// <summary>
    /// Inserts rows in their order and tells how many; those that a conflict clause passes over do not count.
    /// </summary>
    public static async Task<int> Insert<T>(
        this ModuleDb db,
        IReadOnlyCollection<T> rows,
        CancellationToken cancellationToken,
        string onConflict = "")
        where T : class
    {
        if (rows.Count == 0)
            return 0;
        await db.BeginWork(cancellationToken);
        var columns = db.Model.FindEntityType(typeof(T))!.GetProperties()
            .Where(property => property.ValueGenerated == ValueGenerated.Never).ToArray();
        var most = db.Engine == DatabaseEngine.Postgres ? MaxValuesPostgres : MaxValuesSqlite;
        var inserted = 0;
        foreach (var chunk in rows.Chunk(most / columns.Length))
            inserted += await Insert(db, columns, chunk, onConflict, cancellationToken);
        return inserted;
    }

    private static async Task<int> Insert<T>(
        ModuleDb db,
        IProperty[] columns,
        T[] rows,
        string onConflict,
        CancellationToken cancellationToken)
        where T : class
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var names = string.Join(", ", columns.Select(column => column.GetColumnName()));
        var sql = new StringBuilder($"INSERT INTO {db.Table<T>()} ({names}) VALUES ");
        var number = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < columns.Length; column++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"@p{number++}");
                sql.Append(column == 0 ? "" : ", ").Append(name);
                var value = columns[column].GetGetter().GetClrValue(rows[row]);
                var mapping = columns[column].GetRelationalTypeMapping();
                command.Parameters.Add(mapping.CreateParameter(command, name, value, columns[column].IsNullable));
            }
            sql.Append(')');
        }
#pragma warning disable CA2100 // Only names of the model and of parameters stand in the text.
        command.CommandText = sql.Append(' ').Append(onConflict).ToString();
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
