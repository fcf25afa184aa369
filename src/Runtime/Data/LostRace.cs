using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

using Npgsql;

namespace Rahat.Runtime.Data;

/// <summary>
/// Tells the faults by which a database says that somebody else was faster: a unique key taken, a balance no longer
/// enough, a row changed, a deadlock broken. Running the work again lets its own rules see what the other one wrote.
/// </summary>
internal static class LostRace
{
    private const int SqliteBusy = 5;
    private const int SqliteCheck = 275;
    private const int SqliteForeignKey = 787;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;
    private const int SqliteRowId = 2579;

    public static bool Is(Exception fault) => Any(fault, IsLost);

    /// <summary>
    /// A broken CHECK or foreign key may come of a race, but one that is still broken when the work has seen what the
    /// others wrote is a mistake in the work.
    /// </summary>
    public static bool MayBeItsOwnFault(Exception fault) => Any(fault, cause => cause switch
    {
        PostgresException postgres => postgres.SqlState
            is PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ForeignKeyViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteCheck or SqliteForeignKey,
        _ => false,
    });

    private static bool IsLost(Exception cause) => cause switch
    {
        DbUpdateConcurrencyException => true,
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ForeignKeyViolation,
        SqliteException { SqliteErrorCode: SqliteBusy } => true,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteUnique or SqlitePrimaryKey or SqliteRowId
            or SqliteCheck or SqliteForeignKey,
        _ => false,
    };

    private static bool Any(Exception fault, Func<Exception, bool> isSo)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (isSo(cause))
                return true;
        }
        return false;
    }
}
