using LinqToDB.Data;
using LinqToDB.EntityFrameworkCore;

namespace Rahat.Runtime.Data;

/// <summary>Inserts of many rows: COPY on PostgreSQL, statements of many rows on SQLite.</summary>
public static class BulkInsert
{
    static BulkInsert() => LinqToDBForEFTools.Initialize();

    /// <summary>
    /// Inserts rows in the current transaction, which it opens when there is none; they are not tracked.
    /// </summary>
    /// <typeparam name="TEntity">A mapped entity whose key is set.</typeparam>
    /// <param name="db">The module's context.</param>
    /// <param name="rows">Any number of rows.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task InsertMany<TEntity>(
        this ModuleDb db,
        IEnumerable<TEntity> rows,
        CancellationToken cancellationToken)
        where TEntity : class
    {
        await db.BeginWork(cancellationToken);
        var type = db.Engine == DatabaseEngine.Postgres ? BulkCopyType.ProviderSpecific : BulkCopyType.MultipleRows;
        await db.BulkCopyAsync(new BulkCopyOptions { BulkCopyType = type }, rows, cancellationToken);
    }
}
