using Rahat.SystemTests.Support;

namespace Rahat.SystemTests;

/// <summary>A process that cannot start as it is configured says why in one sentence.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("--Run=payouts", "Run=payouts")]
    [InlineData("--DATABASE_URL=mysql://somewhere", "DATABASE_URL")]
    [InlineData("--PHONE_REGION=XX", "PHONE_REGION")]
    [InlineData("--PII_KEYS=1:short", "PII_KEYS")]
    [InlineData("--environment=Production", "not set")]
    public async Task A_wrong_setting_stops_the_start_in_one_sentence(string setting, string named)
    {
        await using var store = await Store.On("sqlite");

        await using var run = await ServerProcess.Run(
            $"--DATA_FOLDER={store.Folder}",
            "--urls=http://127.0.0.1:0",
            setting);

        Assert.Equal(2, run.ExitCode);
        var sentence = Assert.Single(run.Output, line => line.Length > 0);
        Assert.Contains(named, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_is_turned_away()
    {
        await using var store = await Store.On("sqlite");
        await using var first = await ServerProcess.Start(store.Folder);

        await using var second = await ServerProcess.Run($"--DATA_FOLDER={store.Folder}", "--urls=http://127.0.0.1:0");

        Assert.Equal(2, second.ExitCode);
        var sentence = Assert.Single(second.Output, line => line.Length > 0);
        Assert.Contains("Another process", sentence, StringComparison.Ordinal);
    }
}
