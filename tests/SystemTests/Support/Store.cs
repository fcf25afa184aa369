using System.Data.Common;

using Microsoft.Data.Sqlite;

using Npgsql;

namespace Rahat.SystemTests.Support;

/// <summary>Where one test's platform keeps its data, so that it can be started again on it, and looked into.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly string? _database;

    private Store(string folder, string? database)
    {
        Folder = folder;
        _database = database;
    }

    public string Folder { get; }

    /// <summary>What the server must be told of it.</summary>
    public string[] Settings => _database is null ? [] : [$"--DATABASE_URL={ConnectionTo(_database)}"];

    /// <summary>
    /// The engines that this machine has: always SQLite, and PostgreSQL when RAHAT_TEST_POSTGRES says where.
    /// </summary>
    public static TheoryData<string> Engines =>
        Environment.GetEnvironmentVariable("RAHAT_TEST_POSTGRES") is { Length: > 0 }
            ? ["sqlite", "postgres"]
            : ["sqlite"];

    public static async Task<Store> On(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("rahat-system-").FullName;
        if (engine == "sqlite")
            return new Store(folder, null);
        var database = $"rahat_{Guid.CreateVersion7():N}";
        await Administer($"CREATE DATABASE {database}");
        return new Store(folder, database);
    }

    /// <summary>
    /// The one number that a statement returns; tables are named as on PostgreSQL, <c>module.table</c>.
    /// </summary>
    public async Task<long> Number(string sql) =>
        Convert.ToInt64((await Rows(sql))[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The first column of every row, as text.</summary>
    public async Task<IReadOnlyList<string>> Rows(string sql)
    {
        await using DbConnection connection = _database is null
            ? new SqliteConnection($"Data Source={Path.Combine(Folder, "rahat.db")};Pooling=False")
            : new NpgsqlConnection(ConnectionTo(_database));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = _database is null ? OnSqlite(sql) : sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(reader.GetValue(0).ToString() ?? "");
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        if (_database is not null)
            await Administer($"DROP DATABASE {_database} WITH (FORCE)");
    }

    private static string OnSqlite(string sql) =>
        System.Text.RegularExpressions.Regex.Replace(
            sql,
            @"\b(identity|beneficiaries|projects|vendors|distribution|communications)\.",
            "$1_");

    private static string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("RAHAT_TEST_POSTGRES"))
        {
            Database = database,
        }.ToString();

    private static async Task Administer(string sql)
    {
        await using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable("RAHAT_TEST_POSTGRES"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
