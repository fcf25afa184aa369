using Microsoft.AspNetCore.Builder;

using Npgsql;

using Rahat.Server;
using Rahat.SliceTests.Runtime.Workshop;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Runtime.Schema;

/// <summary>A folder and a database in which no platform has started yet.</summary>
internal sealed class EmptyPlace : IAsyncDisposable
{
    private readonly string? _database;

    private EmptyPlace(string? database)
    {
        _database = database;
        Folder = Directory.CreateTempSubdirectory("rahat-slice-").FullName;
    }

    public string Folder { get; }

    public static async Task<EmptyPlace> Find() => new(Platform.OnPostgres ? await Platform.CreateDatabase() : null);

    /// <summary>Builds a process, migrations included, and does not start it.</summary>
    public Task<WebApplication> Build() => RahatServer.Build(
        [
            "--environment=Development",
            $"--DATA_FOLDER={Folder}",
            .. _database is null ? Array.Empty<string>() : [$"--DATABASE_URL={Platform.ConnectionTo(_database)}"],
        ],
        TestContext.Current.CancellationToken,
        more: [new WorkshopModule(new Plans()), new GalleryModule()]);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        if (_database is not null)
            await Platform.Administer($"DROP DATABASE {_database} WITH (FORCE)");
    }
}
