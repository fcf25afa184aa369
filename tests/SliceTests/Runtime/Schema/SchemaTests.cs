using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Rahat.Runtime.Data;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Modules;
using Rahat.SliceTests.Runtime.Workshop;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Runtime.Schema;

public sealed class SchemaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_migrations_build_is_what_the_model_wants()
    {
        var shop = await Shop.Shared;
        var differences = new List<string>();
        foreach (var module in Modules(shop.Platform.Services))
            differences.AddRange(await Differences(shop, module));

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public async Task A_difference_is_seen()
    {
        await using var shop = await Shop.Open();
        var pieces = Platform.OnPostgres ? "workshop.pieces" : "workshop_pieces";
        var index = Platform.OnPostgres ? "workshop.ix_echoes_piece_id" : "ix_workshop_echoes_piece_id";
        await shop.InWorkshop(async db =>
        {
            await db.Execute($"ALTER TABLE {pieces} ADD COLUMN extra TEXT NULL", [], Token);
            await db.Execute($"DROP INDEX {index}", [], Token);
            return await db.Execute($"CREATE INDEX ix_new ON {pieces} (label) WHERE version > 1", [], Token);
        });

        var differences = await Differences(
            shop, Modules(shop.Platform.Services).Single(module => module.Name == "workshop"));

        Assert.Equal(3, differences.Count);
        Assert.Contains(differences, line => line.Contains("too much: column") && line.Contains("extra"));
        Assert.Contains(differences, line => line.Contains("missing: index") && line.Contains("piece_id"));
        Assert.Contains(differences, line => line.EndsWith("(label) where version > 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_several_that_start_at_once_all_wait_their_turn_or_one_has_the_file()
    {
        await using var place = await EmptyPlace.Find();

        var starts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Attempt(place), Token)));

        var apps = starts.Where(start => start.App is not null).ToArray();
        Assert.Equal(Platform.OnPostgres ? 4 : 1, apps.Length);
        Assert.All(starts.Except(apps), start => Assert.Equal(
            $"Another process is using {place.Folder}/rahat.db. Stop it, or give this one another DATABASE_URL.",
            start.Refused));
        foreach (var start in apps)
            await start.App!.DisposeAsync();
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await using var place = await EmptyPlace.Find();

        var before = await StartAndLook(place);
        var after = await StartAndLook(place);

        Assert.NotEmpty(before);
        Assert.Equal(before, after);
    }

    private static async Task<(WebApplication? App, string? Refused)> Attempt(EmptyPlace place)
    {
        try
        {
            return (await place.Build(), null);
        }
        catch (StartRefusedException refused)
        {
            return (null, refused.Message);
        }
    }

    private static async Task<List<string>> StartAndLook(EmptyPlace place)
    {
        await using var app = await place.Build();
        var lines = new List<string>();
        foreach (var module in Modules(app.Services))
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = (ModuleDb)scope.ServiceProvider.GetRequiredService(module.DatabaseType!);
            lines.AddRange(await SchemaReader.Found(db));
            var versions = Platform.OnPostgres ? $"{module.Name}.schema_versions" : $"{module.Name}_schema_versions";
            var sql = $"SELECT version, applied_on FROM {versions} ORDER BY version";
            await foreach (var row in SchemaReader.Rows(db, sql))
                lines.Add(string.Join(' ', row));
        }
        return lines;
    }

    private static IEnumerable<ModuleParts> Modules(IServiceProvider services) =>
        services.GetRequiredService<ModuleTable>().Modules.Where(module => module.DatabaseType is not null);

    private static async Task<List<string>> Differences(Shop shop, ModuleParts module)
    {
        await using var scope = shop.Scope();
        var db = (ModuleDb)scope.ServiceProvider.GetRequiredService(module.DatabaseType!);
        var (wanted, found) = (SchemaReader.Wanted(db), await SchemaReader.Found(db));
        return
        [
            .. wanted.Except(found).Select(line => $"{module.Name} missing: {line}"),
            .. found.Except(wanted).Select(line => $"{module.Name} too much: {line}"),
        ];
    }
}
