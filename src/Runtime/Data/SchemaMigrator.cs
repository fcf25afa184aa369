using FluentMigrator.Runner;
using FluentMigrator.Runner.VersionTableInfo;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Npgsql;

using Rahat.Runtime.Modules;

namespace Rahat.Runtime.Data;

/// <summary>Brings every module's schema up to date at start, one process at a time.</summary>
internal sealed class SchemaMigrator(Database database, ModuleTable modules, ILogger<SchemaMigrator> logger)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(10);

    private const long PostgresLock = 0x5241484154; // "RAHAT"

    public async Task Migrate(CancellationToken cancellationToken)
    {
        // On SQLite the process holds the file's lock already, see DatabaseFileLock.
        await using var turn = database.Engine == DatabaseEngine.Postgres ? await TakeTurn(cancellationToken) : null;
        foreach (var module in modules.Modules.Where(module => module.DatabaseType is not null))
        {
            using var services = Runner(module);
            using var scope = services.CreateScope();
            scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
            logger.LogInformation("Schema of {Module} is up to date", module.Name);
        }
    }

    private async Task<NpgsqlConnection> TakeTurn(CancellationToken cancellationToken)
    {
        // A pooled connection would be kept open, and the lock with it, long after its turn is over.
        var connection = new NpgsqlConnection(database.SmallConnectionString("migrations") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection);
        command.CommandTimeout = (int)LongestTurn.TotalSeconds;
        command.Parameters.AddWithValue(PostgresLock);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    private ServiceProvider Runner(ModuleParts module) => new ServiceCollection()
        .AddFluentMigratorCore()
        .ConfigureRunner(runner =>
        {
            if (database.Engine == DatabaseEngine.Postgres)
                runner.AddPostgres15_0();
            else
                runner.AddSQLite();
            runner.WithGlobalConnectionString(database.SmallConnectionString("migrations"))
                .ScanIn(typeof(RuntimeMigration).Assembly, module.Assembly!).For.Migrations();
        })
        .AddSingleton(new SchemaTarget(database.Engine, module.Name))
        .AddScoped<IVersionTableMetaData>(_ => new VersionTable(new SchemaTarget(database.Engine, module.Name)))
        .BuildServiceProvider(validateScopes: false);

    private sealed class VersionTable(SchemaTarget target) : IVersionTableMetaData
    {
        public bool OwnsSchema => target.Engine == DatabaseEngine.Postgres;

        public string SchemaName => target.Engine == DatabaseEngine.Postgres ? target.Module : "";

        public string TableName => SchemaRules.TableName(target.Engine, target.Module, "schema_versions");

        public string ColumnName => "version";

        public string DescriptionColumnName => "description";

        public string UniqueIndexName => $"ix_{TableName}_version";

        public string AppliedOnColumnName => "applied_on";

        public bool CreateWithPrimaryKey => false;
    }
}
