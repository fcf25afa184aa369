using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Rahat.Server.Sample;

/// <summary>
/// Runs the sample programme: on a database of its own (<c>Rahat.Server sample</c>), or at the first start of a
/// platform that is there to be tried out (<c>bin/dev</c>).
/// </summary>
internal static class SampleCommand
{
    private static readonly string SampleFolder = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>The programme on a temporary database; a summary; 0 when the books add up, else 1.</summary>
    /// <param name="args">The rest of the command line. <c>--DATA_FOLDER=…</c> keeps what was made.</param>
    public static async Task<int> RunAlone(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("rahat-sample-").FullName;
        // Last, so that they win: a sample never meets a real database or mail server, whatever it is told.
        string[] own =
        [
            "--environment=Development",
            "--urls=http://127.0.0.1:0",
            $"--DATA_FOLDER={FolderIn(args) ?? folder}",
            "--DATABASE_URL=",
            "--SMTP_HOST=",
            "--ADMIN_EMAIL=" + SampleProgramme.AdministratorEmail,
        ];
        try
        {
            await using var app = await RahatServer.Build([.. args, .. own], CancellationToken.None);
            await app.StartAsync();
            var done = await RunAndStop(app);
            Console.WriteLine(done ? "The sample programme is done and the books add up." : "The books do not add up.");
            return done ? 0 : 1;
        }
        catch (SampleFailedException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> RunAndStop(WebApplication app)
    {
        try
        {
            return await Run(app, Console.Out, CancellationToken.None);
        }
        finally
        {
            await app.StopAsync();
        }
    }

    /// <summary>Runs the programme against a platform that is up.</summary>
    public static async Task<bool> Run(WebApplication app, TextWriter report, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = AddressOf(app) };
        return await new SampleProgramme(new SampleClient(http), SampleFolder, report).Run(cancellationToken);
    }

    /// <summary>Where a started platform listens.</summary>
    public static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static string? FolderIn(string[] args) =>
        args.FirstOrDefault(arg => arg.StartsWith("--DATA_FOLDER=", StringComparison.Ordinal))
            ?["--DATA_FOLDER=".Length..];
}
