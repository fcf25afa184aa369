using System.Data.Common;

using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

using Npgsql;

using Rahat.Runtime.Errors;

namespace Rahat.Runtime.Data;

/// <summary>The two database engines.</summary>
public enum DatabaseEngine
{
    /// <summary>One file, nothing to install.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or later, a schema per module.</summary>
    Postgres,
}

/// <summary>
/// Where data is kept: told by <c>DATABASE_URL</c> (a <c>postgres://</c> URL, an Npgsql string or <c>Data
/// Source=…</c>).
/// </summary>
public sealed class Database
{
    private const int PostgresPoolSize = 12;
    private const int SqliteWaitSeconds = 5;

    private readonly string _connectionString;

    /// <summary>A database by its connection string.</summary>
    /// <param name="url">As <c>DATABASE_URL</c> gives it.</param>
    public Database(string url)
    {
        if (url.StartsWith("postgres://", StringComparison.Ordinal)
            || url.StartsWith("postgresql://", StringComparison.Ordinal))
        {
            (Engine, _connectionString) = (DatabaseEngine.Postgres, FromUrl(url));
        }
        else if (url.Contains("Data Source", StringComparison.OrdinalIgnoreCase))
        {
            (Engine, _connectionString) = (DatabaseEngine.Sqlite, url);
        }
        else if (url.Contains("Host", StringComparison.OrdinalIgnoreCase))
        {
            (Engine, _connectionString) = (DatabaseEngine.Postgres, url);
        }
        else
        {
            throw new StartRefusedException(
                "DATABASE_URL must be postgres://…, an Npgsql string, or Data Source=file.");
        }
        WriteGate = Engine == DatabaseEngine.Sqlite ? new SqliteWriteGate() : null;
    }

    /// <summary>Which engine it is.</summary>
    public DatabaseEngine Engine { get; }

    /// <summary>Where writers take turns; null on PostgreSQL, which lets many write at once.</summary>
    internal SqliteWriteGate? WriteGate { get; }

    /// <summary>
    /// The connection string for one module. Each module has its own pool, so that a module that waits for another
    /// one's answer cannot starve it of connections.
    /// </summary>
    /// <param name="module">The module's name.</param>
    public string ConnectionString(string module)
    {
        if (Engine == DatabaseEngine.Sqlite)
        {
            // The driver asks a locked file again for as long as this, on a thread; whoever wants to write waits at the
            // gate instead.
            return new SqliteConnectionStringBuilder(_connectionString)
            {
                ForeignKeys = true,
                DefaultTimeout = SqliteWaitSeconds,
            }.ToString();
        }
        var builder = new NpgsqlConnectionStringBuilder(_connectionString) { ApplicationName = $"rahat-{module}" };
        // ContainsKey says yes to every key that Npgsql knows.
        if (!builder.Keys.Cast<string>().Contains("Maximum Pool Size", StringComparer.OrdinalIgnoreCase))
            builder.MaxPoolSize = PostgresPoolSize;
        return builder.ToString();
    }

    /// <summary>The SQLite file, or null on PostgreSQL.</summary>
    public string? File => Engine == DatabaseEngine.Sqlite
        ? new SqliteConnectionStringBuilder(_connectionString).DataSource
        : null;

    /// <summary>Whether the database can be reached and answers.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> Answers(CancellationToken cancellationToken)
    {
        try
        {
            await using DbConnection connection = Engine == DatabaseEngine.Postgres
                ? new NpgsqlConnection(ConnectionString("health"))
                : new SqliteConnection(ConnectionString("health"));
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    internal void Configure(DbContextOptionsBuilder options, string module)
    {
        if (Engine == DatabaseEngine.Postgres)
            options.UseNpgsql(ConnectionString(module));
        else
            options.UseSqlite(ConnectionString(module)).AddInterceptors(SqlitePragmas.Instance);
        options.UseSnakeCaseNamingConvention();
    }

    private static string FromUrl(string url)
    {
        // The fault's own text would quote the password.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            throw new StartRefusedException("DATABASE_URL must be postgres://user:password@host:port/database.");
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        foreach (var (name, value) in QueryHelpers.ParseQuery(uri.Query))
            SetOption(builder, name, value.ToString());
        return builder.ToString();
    }

    /// <summary>
    /// An option of the URL, for instance <c>sslmode=require</c>. One that is not understood stops the start: a wish
    /// for encryption must not be passed over. The schema that Prisma writes there means nothing here.
    /// </summary>
    private static void SetOption(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        if (name == "schema")
            return;
        try
        {
            builder[name] = value;
        }
        catch (Exception fault) when (fault is ArgumentException or KeyNotFoundException or FormatException)
        {
            throw new StartRefusedException(
                $"DATABASE_URL has the option {name}, which is unknown or has a wrong value.");
        }
    }

    /// <summary>
    /// Settings that SQLite keeps per connection: wait for the writer in the engine, and survive a power cut.
    /// </summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();

        private static readonly string Sql =
            $"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout={SqliteWaitSeconds * 1000};";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Sql;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
