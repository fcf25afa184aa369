using System.Collections.Concurrent;
using System.Globalization;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

using Npgsql;

using Rahat.Runtime.Data;
using Rahat.Runtime.Modules;
using Rahat.Server;

using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Rahat.SliceTests.Support;

/// <summary>
/// A running platform, reached through its front door. Embedded on SQLite, or on PostgreSQL when RAHAT_TEST_POSTGRES
/// holds a connection string; the tests cannot tell.
/// </summary>
public sealed partial class Platform : IAsyncDisposable
{
    private static readonly Lazy<Task<Platform>> One = new(() => Start());

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly string? _database;

    private Platform(WebApplication app, string folder, string? database, LogCatcher logs)
    {
        _app = app;
        _folder = folder;
        _database = database;
        Logs = logs.Lines;
        Address = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>The platform that most tests share; each makes its own data in it.</summary>
    public static Task<Platform> Shared => One.Value;

    public static bool OnPostgres => Environment.GetEnvironmentVariable("RAHAT_TEST_POSTGRES") is { Length: > 0 };

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public ConcurrentQueue<string> Logs { get; }

    public string Folder => _folder;

    /// <summary>A platform of one test's own, for instance with a clock that the test turns.</summary>
    public static Task<Platform> Start(TimeProvider? clock = null, params string[] settings) =>
        StartWith([], clock, settings);

    /// <summary>A platform that serves modules of a test's own beside its own.</summary>
    internal static async Task<Platform> StartWith(
        IReadOnlyList<RahatModule> modules,
        TimeProvider? clock = null,
        params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("rahat-slice-").FullName;
        var database = OnPostgres ? await CreateDatabase() : null;
        var logs = new LogCatcher();
        string[] args =
        [
            "--environment=Development",
            "--urls=http://127.0.0.1:0",
            $"--DATA_FOLDER={folder}",
            .. database is null ? Array.Empty<string>() : [$"--DATABASE_URL={ConnectionTo(database)}"],
            .. settings,
        ];
        var app = await RahatServer.Build(args, TestContext.Current.CancellationToken, builder =>
        {
            builder.Services.AddSerilog(new LoggerConfiguration().MinimumLevel.Information()
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning).WriteTo.Sink(logs).CreateLogger());
            if (clock is not null)
                builder.Services.AddSingleton(clock);
        }, modules);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Platform(app, folder, database, logs);
    }

    /// <summary>A caller without a token.</summary>
    public Api Anonymous() => new(Address, token: null);

    /// <summary>A caller with a token.</summary>
    public Api With(string token) => new(Address, token);

    /// <summary>Looks into, or meddles with, a module's tables where no door shows them.</summary>
    internal async Task<T> In<TDb, T>(Func<TDb, Task<T>> look)
        where TDb : ModuleDb
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var seen = await look(db);
        await db.CommitWork(TestContext.Current.CancellationToken);
        return seen;
    }

    /// <summary>Shuts the platform down; what it kept can still be looked at.</summary>
    public Task Stop() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        if (_database is not null)
            await Administer($"DROP DATABASE {_database} WITH (FORCE)");
    }

    internal static async Task<string> CreateDatabase()
    {
        var name = $"rahat_{Guid.CreateVersion7():N}";
        await Administer($"CREATE DATABASE {name}");
        return name;
    }

    internal static string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("RAHAT_TEST_POSTGRES"))
        {
            Database = database,
        }.ToString();

    internal static async Task Administer(string sql)
    {
        await using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable("RAHAT_TEST_POSTGRES"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class LogCatcher : ILogEventSink
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public void Emit(LogEvent logEvent) => Lines.Enqueue(logEvent.RenderMessage(CultureInfo.InvariantCulture));
    }
}
