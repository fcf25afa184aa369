using System.Text.Json;
using System.Text.RegularExpressions;

using Rahat.SystemTests.Support;

namespace Rahat.SystemTests;

/// <summary>What a newcomer does first, and what must not be seen in the traces it leaves.</summary>
public sealed partial class SampleProgrammeTests
{
    [Fact]
    public async Task The_sample_programme_adds_up_and_leaves_no_name_phone_code_or_token_behind()
    {
        await using var store = await Store.On("sqlite");
        await using var run = await ServerProcess.Run("sample", $"--DATA_FOLDER={store.Folder}");
        Assert.True(run.ExitCode == 0, string.Join('\n', run.Output));
        Assert.Contains(run.Output, line => line.Contains("the books add up", StringComparison.Ordinal));

        string[] traces =
        [
            .. run.Output,
            .. await EveryText(store, "events", "body"),
            .. await EveryText(store, "jobs", "payload"),
            .. await EveryText(store, "jobs", "coalesce(last_error, '')"),
        ];
        Assert.True(traces.Length > 100, "There must be traces to look at.");
        var secrets = await Secrets(store);
        Assert.True(secrets.Count > 600, "There must be secrets to look for.");
        foreach (var secret in secrets)
            Assert.DoesNotContain(traces, trace => trace.Contains(secret, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(traces, trace => Token().IsMatch(trace));
    }

    [Fact]
    public async Task The_search_for_traces_finds_what_it_looks_for()
    {
        await using var store = await Store.On("sqlite");
        await using var run = await ServerProcess.Run("sample", $"--DATA_FOLDER={store.Folder}");

        var secrets = await Secrets(store);

        Assert.Contains(secrets, secret => Phone().IsMatch(secret));
        Assert.Contains(secrets, secret => Code().IsMatch(secret));
        Assert.Contains(secrets, secret => secret.Contains(' ', StringComparison.Ordinal));
        Assert.Matches(Token(), "eyJhbGciOiJIUzI1NiJ9.eyJpZCI6MX0.c2ln");
    }

    [Fact]
    public async Task The_first_start_runs_the_sample_programme_and_the_second_does_not()
    {
        await using var store = await Store.On("sqlite");
        await using (var first = await ServerProcess.Start(store.Folder, "--SAMPLE=true"))
        {
            await SliceTests.Support.Eventually.Get(
                () => Task.FromResult(SaysItRuns(first)),
                done => done);
            Assert.Contains(first.Output, line => line.StartsWith("Imported", StringComparison.Ordinal));
        }
        await using var second = await ServerProcess.Start(store.Folder, "--SAMPLE=true");
        await SliceTests.Support.Eventually.Get(
            () => Task.FromResult(SaysItRuns(second)),
            done => done);
        Assert.DoesNotContain(second.Output, line => line.StartsWith("Imported", StringComparison.Ordinal));
    }

    private static bool SaysItRuns(ServerProcess server) =>
        server.Output.Any(line => line.Contains("Rahat is running", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> EveryText(Store store, string table, string column)
    {
        var texts = new List<string>();
        string[] modules = ["identity", "beneficiaries", "projects", "vendors", "distribution", "communications"];
        foreach (var module in modules)
            texts.AddRange(await store.Rows($"SELECT {column} FROM {module}.{table}"));
        return texts;
    }

    /// <summary>Every name, phone number, e-mail address and code that the programme had to do with.</summary>
    private static async Task<IReadOnlyCollection<string>> Secrets(Store store)
    {
        await using var server = await ServerProcess.Start(store.Folder);
        var admin = await server.SignIn(ServerProcess.AdminEmail);
        var secrets = new HashSet<string> { "shop@sample.rahat.local", "Sample shop" };
        for (var page = 1; page <= 100; page++)
        {
            var people = (await admin.Get($"/v1/beneficiaries?page={page}&perPage=100")).Data;
            if (people.GetArrayLength() == 0)
                break;
            foreach (var person in people.EnumerateArray().Select(one => one.GetProperty("piiData")))
            {
                secrets.Add(person.GetProperty("phone").GetString()!);
                secrets.Add(person.GetProperty("phone").GetString()!.TrimStart('+'));
                secrets.Add(person.GetProperty("name").GetString()!);
            }
        }
        foreach (var message in await server.Messages())
            secrets.UnionWith(CodesIn(message));
        secrets.Remove("Unknown");
        return secrets;
    }

    private static IEnumerable<string> CodesIn(JsonElement message) =>
        ServerProcess.Code().Matches(message.GetProperty("body").GetString()!).Select(match => match.Value);

    [GeneratedRegex(@"eyJ[\w-]{8,}\.[\w-]+\.[\w-]+")]
    private static partial Regex Token();

    [GeneratedRegex(@"^\+\d{8,15}$")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^\d{6}$")]
    private static partial Regex Code();
}
