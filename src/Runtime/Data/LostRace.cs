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
    private const int SqliteConstraint = 19;

    public static bool Is(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            var lost = cause switch
            {
                DbUpdateConcurrencyException => true,
                PostgresException postgres => postgres.SqlState is PostgresErrorCodes.UniqueViolation
                    or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.SerializationFailure
                    or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ForeignKeyViolation,
                SqliteException sqlite => sqlite.SqliteErrorCode is SqliteConstraint or SqliteBusy,
                _ => false,
            };
            if (lost)
                return true;
        }
        return false;
    }
}
