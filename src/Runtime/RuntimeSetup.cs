using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Rahat.Runtime.Data;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Files;
using Rahat.Runtime.Http;
using Rahat.Runtime.Jobs;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Modules;
using Rahat.Runtime.Outbox;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Redis;
using Rahat.Runtime.Security;

namespace Rahat.Runtime;

/// <summary>Puts the runtime and the modules that a process serves into its container and pipeline.</summary>
public static class RuntimeSetup
{
    private const string DefaultPhoneRegion = "NP";

    /// <summary>Registers the runtime and the modules.</summary>
    /// <param name="services">The process's container.</param>
    /// <param name="configuration">The process's configuration.</param>
    /// <param name="modules">All modules of the platform.</param>
    /// <param name="roles">Which of them the process serves.</param>
    /// <param name="dataFolder">Where files, and in Development keys, are kept.</param>
    /// <param name="isDevelopment">Whether keys may be made.</param>
    public static void AddRahat(
        this IServiceCollection services,
        IConfiguration configuration,
        IReadOnlyList<RahatModule> modules,
        Roles roles,
        string dataFolder,
        bool isDevelopment)
    {
        var keys = KeyRing.Load(configuration, Path.Combine(dataFolder, "keys"), isDevelopment);
        services.AddSingleton(roles);
        services.AddSingleton(keys);
        services.AddSingleton(new FileStore(Path.Combine(dataFolder, "files"), keys));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Phones(configuration));
        services.AddSingleton<PiiVault>();
        services.AddSingleton<JwtTokens>();
        services.AddSingleton<Bell>();
        services.AddSingleton<IdempotencyStore>();
        services.AddSingleton<Dispatcher>();
        services.AddScoped<MessageContext>();
        services.AddScoped<ThisModule>();
        services.AddScoped<IBus, InProcessBus>();
        services.Configure<JsonOptions>(options => WireJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        LeaveFormatsToTheRoutes(services);
        AddRedis(services, configuration, roles);

        var parts = modules.Where(module => roles.WorkFor(module.Name))
            .Select(module => PartsOf(module, services, configuration, roles.Serve(module.Name)))
            .ToArray();
        services.AddSingleton(new ModuleTable(parts, [.. modules.Select(module => module.Name)]));
        if (roles.NeedDatabase)
            AddDatabase(services, configuration, roles, dataFolder, parts);
    }

    private static void AddRedis(IServiceCollection services, IConfiguration configuration, Roles roles)
    {
        if (RedisAddress.Read(configuration) is { } address)
        {
            services.AddSingleton(
                provider => new RedisLink(address, provider.GetRequiredService<ILogger<RedisLink>>()));
        }
        else if (!roles.IsWhole)
        {
            throw new StartRefusedException(
                "A process that is a part of the platform reaches the others over Redis: set REDIS_URL or REDIS_HOST.");
        }
    }

    private static void AddDatabase(
        IServiceCollection services,
        IConfiguration configuration,
        Roles roles,
        string dataFolder,
        IReadOnlyList<ModuleParts> parts)
    {
        var url = configuration["DATABASE_URL"] is { Length: > 0 } given ? given : null;
        var database = new Database(url ?? $"Data Source={Path.Combine(dataFolder, "rahat.db")}");
        if (!roles.IsWhole && database.Engine == DatabaseEngine.Sqlite)
        {
            throw new StartRefusedException(
                "A SQLite file belongs to one process: a part of the platform needs PostgreSQL in DATABASE_URL.");
        }
        services.AddSingleton(database);
        services.AddSingleton(configuration.GetSection("Jobs").Get<JobOptions>() ?? new JobOptions());
        services.AddSingleton<DatabaseFileLock>();
        services.AddSingleton<SchemaMigrator>();
        services.AddSingleton<StartSteps>();
        services.AddScoped<ModuleWork>();
        services.AddHostedService<EventPump>();
        foreach (var module in parts.Where(module => module.DatabaseType is not null))
        {
            services.AddSingleton<IHostedService>(
                provider => ActivatorUtilities.CreateInstance<JobRunner>(provider, module));
        }
    }

    /// <summary>
    /// Makes sure of Redis, takes the database for this process, brings its schemas up to date and runs the modules'
    /// start steps; without a database there is less to do.
    /// </summary>
    /// <param name="app">The built process, not yet started.</param>
    /// <param name="cancellationToken">Ends the wait for another process's migrations.</param>
    public static async Task Prepare(this WebApplication app, CancellationToken cancellationToken)
    {
        if (app.Services.GetService<RedisLink>() is { } redis)
            await redis.MustAnswer();
        if (!app.Services.GetRequiredService<Roles>().NeedDatabase)
            return;
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

    private static ModuleParts PartsOf(
        RahatModule module,
        IServiceCollection services,
        IConfiguration configuration,
        bool isServed)
    {
        var listing = new ModuleServices(module.Name, services, configuration, isServed);
        module.AddServices(listing);
        if (listing.Parts.DatabaseType is not null)
        {
            listing.Job<PruneRuntimeTables>();
            listing.Schedule<PruneRuntime>(PruneRuntimeTables.Cron);
        }
        return listing.Parts;
    }
}
