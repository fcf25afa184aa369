using System.Data.Common;
using System.Net.Sockets;

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
    private const int SmallPoolSize = 2;
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
        else
        {
            Engine = EngineOf(url);
            _connectionString = Understood(url, Engine);
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
    public string ConnectionString(string module) => ConnectionString(module, null);

    /// <summary>For what is no module and asks one thing at a time: the start and the health check.</summary>
    internal string SmallConnectionString(string what) =>
        ConnectionString(what, SmallPoolSize);

    private string ConnectionString(string module, int? poolSize)
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
        if (poolSize is { } given)
            builder.MaxPoolSize = given;
        else if (!builder.Keys.Cast<string>().Contains("Maximum Pool Size", StringComparer.OrdinalIgnoreCase))
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
            await Ask(cancellationToken);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>Stops the start where the database cannot be used, saying why without what its address hides.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task MustAnswer(CancellationToken cancellationToken)
    {
        try
        {
            await Ask(cancellationToken);
        }
        catch (Exception fault) when (fault is DbException or SocketException or TimeoutException or IOException)
        {
            var why = fault switch
            {
                PostgresException postgres => $"does not let this program in (SQLSTATE {postgres.SqlState})",
                SqliteException sqlite => $"cannot be opened (SQLite error {sqlite.SqliteExtendedErrorCode})",
                _ => "cannot be reached",
            };
            throw new StartRefusedException($"The database {Place} {why}. Look at DATABASE_URL.");
        }
    }

    private string Place
    {
        get
        {
            if (File is { } file)
                return $"in the file {file}";
            var server = new NpgsqlConnectionStringBuilder(_connectionString);
            return $"at {server.Host}:{server.Port}";
        }
    }

    private async Task Ask(CancellationToken cancellationToken)
    {
        await using DbConnection connection = Engine == DatabaseEngine.Postgres
            ? new NpgsqlConnection(SmallConnectionString("health"))
            : new SqliteConnection(SmallConnectionString("health"));
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        await command.ExecuteScalarAsync(cancellationToken);
    }

    internal void Configure(DbContextOptionsBuilder options, string module)
    {
        if (Engine == DatabaseEngine.Postgres)
            options.UseNpgsql(ConnectionString(module));
        else
            options.UseSqlite(ConnectionString(module)).AddInterceptors(SqlitePragmas.Instance);
        options.UseSnakeCaseNamingConvention();
    }

    private static DatabaseEngine EngineOf(string text)
    {
        var words = new DbConnectionStringBuilder();
        try
        {
            words.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            // Nothing of the kind; the sentence below says what it may be.
        }
        if (words.ContainsKey("Host") || words.ContainsKey("Server"))
            return DatabaseEngine.Postgres;
        if (words.ContainsKey("Data Source") || words.ContainsKey("DataSource") || words.ContainsKey("Filename"))
            return DatabaseEngine.Sqlite;
        throw new StartRefusedException("DATABASE_URL must be postgres://…, an Npgsql string, or Data Source=file.");
    }

    /// <summary>The same text, once its engine's driver has read it.</summary>
    private static string Understood(string text, DatabaseEngine engine)
    {
        try
        {
            return engine == DatabaseEngine.Postgres
                ? new NpgsqlConnectionStringBuilder(text).ToString()
                : new SqliteConnectionStringBuilder(text).ToString();
        }
        catch (Exception fault) when (fault is ArgumentException or KeyNotFoundException or FormatException)
        {
            // The fault's own text may quote a value.
            throw new StartRefusedException(
                $"DATABASE_URL has a keyword that {engine} does not know, or one with a wrong value.");
        }
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
