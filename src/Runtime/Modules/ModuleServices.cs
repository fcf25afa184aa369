using System.Reflection;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

using Rahat.Runtime.Data;
using Rahat.Runtime.Jobs;
using Rahat.Runtime.Messaging;

namespace Rahat.Runtime.Modules;

/// <summary>Where a module lists what it is made of.</summary>
/// <param name="name">The module's name.</param>
/// <param name="services">The process's container.</param>
/// <param name="configuration">The process's configuration, to bind options from.</param>
/// <param name="isServed">Whether this process answers the module's requests, or only works off its jobs.</param>
public sealed class ModuleServices(
    string name,
    IServiceCollection services,
    IConfiguration configuration,
    bool isServed = true)
{
    private readonly ModuleParts _parts = new(name) { IsServed = isServed };

    /// <summary>The container, for what has no line of its own here: adapters and options.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>The process's configuration.</summary>
    public IConfiguration Configuration { get; } = configuration;

    internal ModuleParts Parts => _parts;

    /// <summary>The module's database context; its migrations live in the same assembly.</summary>
    /// <typeparam name="TDb">The context.</typeparam>
    public void Database<TDb>()
        where TDb : ModuleDb
    {
        _parts.DatabaseType = typeof(TDb);
        Services.AddDbContext<TDb>(
            (provider, options) => provider.GetRequiredService<Database>().Configure(options, _parts.Name));
    }

    /// <summary>A handler of requests.</summary>
    /// <typeparam name="THandler">Implements <see cref="IRequestHandler{TRequest,TReply}"/>.</typeparam>
    public void Handler<THandler>()
        where THandler : class
    {
        foreach (var face in FacesOf(typeof(THandler), typeof(IRequestHandler<,>)))
            _parts.Requests.Add(RequestEntry.For(_parts, typeof(THandler), face.GenericTypeArguments));
        Services.AddScoped<THandler>();
    }

    /// <summary>A reaction to events, its own or another module's.</summary>
    /// <typeparam name="THandler">Implements <see cref="IEventHandler{TEvent}"/>.</typeparam>
    public void Reaction<THandler>()
        where THandler : class
    {
        foreach (var face in FacesOf(typeof(THandler), typeof(IEventHandler<>)))
            _parts.Reactions.Add(ReactionEntry.For(_parts, typeof(THandler), face.GenericTypeArguments[0]));
        Services.AddScoped<THandler>();
    }

    /// <summary>A job of the module.</summary>
    /// <typeparam name="THandler">Implements <see cref="IJobHandler{TJob}"/>.</typeparam>
    public void Job<THandler>()
        where THandler : class
    {
        foreach (var face in FacesOf(typeof(THandler), typeof(IJobHandler<>)))
            _parts.Jobs.Add(JobEntry.For(typeof(THandler), face.GenericTypeArguments[0]));
        Services.AddScoped<THandler>();
    }

    /// <summary>
    /// A job that runs whenever a cron expression says, once per due time however many replicas there are.
    /// </summary>
    /// <typeparam name="TJob">The job's payload, which has no content.</typeparam>
    /// <param name="cron">Five fields, UTC.</param>
    public void Schedule<TJob>(string cron)
        where TJob : new() =>
        _parts.Schedules.Add(new ScheduleEntry(JobNameAttribute.Of(typeof(TJob)), new TJob(), cron));

    /// <summary>Work at every start, after the migrations and before anything is served.</summary>
    /// <typeparam name="TStep">The work.</typeparam>
    public void AtStart<TStep>()
        where TStep : class, IStartStep
    {
        _parts.StartSteps.Add(typeof(TStep));
        Services.AddScoped<TStep>();
    }

    private static Type[] FacesOf(Type handler, Type open)
    {
        var faces = handler.GetInterfaces()
            .Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == open).ToArray();
        return faces.Length > 0
            ? faces
            : throw new InvalidOperationException($"{handler.Name} does not implement {open.Name}.");
    }
}

/// <summary>What a module is made of.</summary>
/// <param name="name">Its name.</param>
internal sealed class ModuleParts(string name)
{
    public string Name { get; } = name;

    /// <summary>Whether this process answers the module's requests and carries its events.</summary>
    public bool IsServed { get; init; } = true;

    public Type? DatabaseType { get; set; }

    public Assembly? Assembly => DatabaseType?.Assembly;

    public List<RequestEntry> Requests { get; } = [];

    public List<ReactionEntry> Reactions { get; } = [];

    public List<JobEntry> Jobs { get; } = [];

    public List<ScheduleEntry> Schedules { get; } = [];

    public List<Type> StartSteps { get; } = [];
}
