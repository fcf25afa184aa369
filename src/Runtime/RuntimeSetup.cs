using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

using Rahat.Runtime.Data;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Files;
using Rahat.Runtime.Http;
using Rahat.Runtime.Jobs;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Modules;
using Rahat.Runtime.Outbox;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Security;

namespace Rahat.Runtime;

/// <summary>Puts the runtime and the modules that a process serves into its container and pipeline.</summary>
public static class RuntimeSetup
{
    private const string DefaultPhoneRegion = "NP";

    /// <summary>Registers the runtime and the modules.</summary>
    /// <param name="services">The process's container.</param>
    /// <param name="configuration">The process's configuration.</param>
    /// <param name="modules">What the process serves.</param>
    /// <param name="dataFolder">Where files, and in Development keys, are kept.</param>
    /// <param name="isDevelopment">Whether keys may be made.</param>
    public static void AddRahat(
        this IServiceCollection services,
        IConfiguration configuration,
        IReadOnlyList<RahatModule> modules,
        string dataFolder,
        bool isDevelopment)
    {
        var database = new Database(
            configuration["DATABASE_URL"] is { Length: > 0 } url
                ? url
                : $"Data Source={Path.Combine(dataFolder, "rahat.db")}");
        var keys = KeyRing.Load(configuration, Path.Combine(dataFolder, "keys"), isDevelopment);
        var jobs = configuration.GetSection("Jobs").Get<JobOptions>() ?? new JobOptions();
        services.AddSingleton(database);
        services.AddSingleton(keys);
        services.AddSingleton(jobs);
        services.AddSingleton(new FileStore(Path.Combine(dataFolder, "files"), keys));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseFileLock>();
        services.AddSingleton(Phones(configuration));
        services.AddSingleton<PiiVault>();
        services.AddSingleton<JwtTokens>();
        services.AddSingleton<Bell>();
        services.AddSingleton<IdempotencyStore>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<SchemaMigrator>();
        services.AddSingleton<StartSteps>();
        services.AddScoped<MessageContext>();
        services.AddScoped<ModuleWork>();
        services.AddScoped<IBus, InProcessBus>();
        services.Configure<JsonOptions>(options => WireJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        LeaveFormatsToTheRoutes(services);

        var parts = modules.Select(module => PartsOf(module, services, configuration)).ToArray();
        services.AddSingleton(new ModuleTable(parts));
        services.AddHostedService<EventPump>();
        foreach (var module in parts.Where(module => module.DatabaseType is not null))
        {
            services.AddSingleton<IHostedService>(
                provider => ActivatorUtilities.CreateInstance<JobRunner>(provider, module));
        }
    }

    /// <summary>
    /// Takes the database for this process, brings its schemas up to date and runs the modules' start steps.
    /// </summary>
    /// <param name="app">The built process, not yet started.</param>
    /// <param name="cancellationToken">Ends the wait for another process's migrations.</param>
    public static async Task Prepare(this WebApplication app, CancellationToken cancellationToken)
    {
        app.Services.GetRequiredService<DatabaseFileLock>();
        await app.Services.GetRequiredService<Database>().MustAnswer(cancellationToken);
        await app.Services.GetRequiredService<SchemaMigrator>().Migrate(cancellationToken);
        await app.Services.GetRequiredService<StartSteps>().Run(cancellationToken);
    }

    /// <summary>Adds the HTTP door: error bodies first, then routing, then the caller.</summary>
    /// <param name="app">The built process.</param>
    /// <param name="modules">Whose routes to map.</param>
    public static void UseRahat(this WebApplication app, IReadOnlyList<RahatModule> modules)
    {
        app.UseMiddleware<ErrorAnswers>();
        app.UseRouting();
        app.UseMiddleware<HttpDoor>();
        var v1 = app.MapGroup("/v1").AddEndpointFilter<RouteGroupBuilder, RahatEnvelope>();
        foreach (var module in modules)
            module.MapEndpoints(v1);
    }

    /// <summary>
    /// Routing would send a body of the wrong format to a 415 of its own before the door has looked at the caller.
    /// Without it the route itself refuses the body, behind the door.
    /// </summary>
    private static void LeaveFormatsToTheRoutes(IServiceCollection services)
    {
        services.AddRouting();
        var byFormat = services.Single(
            service => service.ServiceType == typeof(MatcherPolicy)
                && service.ImplementationType?.Name == "AcceptsMatcherPolicy");
        services.Remove(byFormat);
    }

    private static PhoneParser Phones(IConfiguration configuration)
    {
        var region = configuration["PHONE_REGION"] is { Length: > 0 } given ? given : DefaultPhoneRegion;
        return PhoneParser.IsRegion(region)
            ? new PhoneParser(region)
            : throw new StartRefusedException(
                $"PHONE_REGION={region} is not a two-letter code of a region with telephones.");
    }

    private static ModuleParts PartsOf(RahatModule module, IServiceCollection services, IConfiguration configuration)
    {
        var listing = new ModuleServices(module.Name, services, configuration);
        module.AddServices(listing);
        if (listing.Parts.DatabaseType is not null)
        {
            listing.Job<PruneRuntimeTables>();
            listing.Schedule<PruneRuntime>(PruneRuntimeTables.Cron);
        }
        return listing.Parts;
    }
}
