using System.Globalization;

using Microsoft.AspNetCore.Diagnostics.HealthChecks;

using Rahat.Runtime;
using Rahat.Runtime.Modules;

using Scalar.AspNetCore;

using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Rahat.Server;

/// <summary>Builds the process that its configuration describes.</summary>
internal static class RahatServer
{
    private const int DefaultPort = 3333;
    private const long MaxBodyBytes = 1_000_000;

    /// <summary>Builds and prepares the process; it serves once it is started.</summary>
    /// <param name="args">Command line, <c>--NAME=value</c> overrides the environment.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <param name="adjust">What a test replaces: the clock, the log's destination.</param>
    /// <param name="more">Modules of a test's own, served beside the platform's.</param>
    public static async Task<WebApplication> Build(
        string[] args,
        CancellationToken cancellationToken,
        Action<WebApplicationBuilder>? adjust = null,
        IReadOnlyList<RahatModule>? more = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(RahatServer).Assembly.GetName().Name,
        });
        IReadOnlyList<RahatModule> modules = [.. AllModules.List, .. more ?? []];
        var roles = Roles.Parse(
            builder.Configuration["Run"] ?? "*", [.. modules.Select(module => module.Name)]);
        AddLogs(builder);
        adjust?.Invoke(builder);
        if (builder.Configuration["ASPNETCORE_URLS"] is null && builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls(Addresses(builder));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });

        builder.Services.AddRahat(
            builder.Configuration,
            modules,
            roles,
            DataFolder(builder.Configuration),
            builder.Environment.IsDevelopment());
        builder.Services.AddOpenApi("v1", ApiDescription.Configure);
        var health = builder.Services.AddHealthChecks();
        if (roles.NeedDatabase)
            health.AddCheck<DatabaseHealth>("database");

        var app = builder.Build();
        await app.Prepare(cancellationToken);
        app.UseRahat(roles.Edge ? modules : []);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        if (roles.Edge && !app.Environment.IsProduction())
        {
            app.MapOpenApi();
            // What is tried here stays here: no telemetry, nothing shared with the page's maker.
            app.MapScalarApiReference("/swagger", scalar => scalar
                .WithTitle("Rahat Core")
                .DisableTelemetry()
                .DisableDefaultFonts()
                .DisableAgent()
                .DisableMcp()
                .HideDeveloperTools()
                .HideClientButton());
        }
        return app;
    }

    /// <summary>Where the database file, uploads and, in Development, keys are kept.</summary>
    public static string DataFolder(IConfiguration configuration) =>
        Path.GetFullPath(configuration["DATA_FOLDER"] is { Length: > 0 } folder ? folder : "data");

    private static string Addresses(WebApplicationBuilder builder)
    {
        var port = builder.Configuration.GetValue("PORT", DefaultPort).ToString(CultureInfo.InvariantCulture);
        // A laptop's sample programme is nobody else's business.
        return builder.Environment.IsDevelopment() ? $"http://127.0.0.1:{port}" : $"http://*:{port}";
    }

    private static void AddLogs(WebApplicationBuilder builder)
    {
        var logs = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // These write query parameters and statements, which are not ours to show.
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
            .MinimumLevel.Override("FluentMigrator", LogEventLevel.Warning)
            .MinimumLevel.Override("Npgsql", LogEventLevel.Fatal)
            .Enrich.FromLogContext();
        // In Development the standard output is for the person at the keyboard: the guide, the sample programme's
        // report.
        if (builder.Environment.IsDevelopment())
        {
            logs.WriteTo.Console(
                formatProvider: CultureInfo.InvariantCulture,
                standardErrorFromLevel: LogEventLevel.Verbose);
        }
        else
        {
            logs.WriteTo.Console(new CompactJsonFormatter());
        }
        builder.Services.AddSerilog(logs.CreateLogger(), dispose: true);
    }
}
