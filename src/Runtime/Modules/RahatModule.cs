using Microsoft.AspNetCore.Routing;

namespace Rahat.Runtime.Modules;

/// <summary>
/// A part of the platform that owns its schema, endpoints, handlers, jobs and reactions. Its class is its table of
/// contents.
/// </summary>
public abstract class RahatModule
{
    /// <summary>Lower-case name: the database schema, the role in <c>Run</c>, the sender of its messages.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Its routes, one line each. Endpoints talk to the bus alone, so they may run where the module does not.
    /// </summary>
    /// <param name="routes">The <c>/v1</c> group.</param>
    public abstract void MapEndpoints(IEndpointRouteBuilder routes);

    /// <summary>Its database, handlers, jobs, schedules and reactions, one line each.</summary>
    /// <param name="module">Where to list them.</param>
    public abstract void AddServices(ModuleServices module);
}
