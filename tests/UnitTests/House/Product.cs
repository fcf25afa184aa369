using System.Reflection;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

using Rahat.Contracts;
using Rahat.Runtime.Jobs;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Modules;
using Rahat.Server;

namespace Rahat.UnitTests.House;

/// <summary>
/// The product as the house tests look at it: its assemblies, its modules with their tables of contents, its files.
/// </summary>
internal static class Product
{
    public static readonly string Root = FindRoot();

    public static readonly Assembly Contracts = typeof(Done).Assembly;

    public static readonly Assembly Runtime = typeof(RahatModule).Assembly;

    public static readonly IReadOnlyList<(RahatModule Module, ModuleParts Parts)> Modules =
        [.. AllModules.List.Select(module => (module, PartsOf(module)))];

    public static IEnumerable<Assembly> ModuleAssemblies => Modules.Select(pair => pair.Module.GetType().Assembly)
        .Distinct();

    public static IEnumerable<Assembly> Assemblies =>
        [Contracts, Runtime, .. ModuleAssemblies, typeof(AllModules).Assembly];

    public static IEnumerable<Type> Requests => Contracts.GetTypes().Where(IsRequest);

    public static IEnumerable<Type> Messages => Contracts.GetTypes().Where(IsMessage);

    public static IEnumerable<Type> JobPayloads => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsDefined(typeof(JobNameAttribute)));

    public static bool IsRequest(Type type) => !type.IsInterface && FacesOf(type, typeof(IRequest<>)).Any();

    public static bool IsMessage(Type type) =>
        IsRequest(type) || (!type.IsInterface && type.IsAssignableTo(typeof(IEvent)));

    /// <summary>The module that a contract belongs to: the last word of its namespace.</summary>
    public static string OwnerOf(Type contract) => contract.Namespace!.Split('.')[^1].ToLowerInvariant();

    public static IEnumerable<Type> FacesOf(Type type, Type open) =>
        type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == open);

    /// <summary>What a module's classes could answer, react to or work off, one entry a contract.</summary>
    public static IEnumerable<Type> HandledBy(IEnumerable<Type> types) => types
        .Where(type => type is { IsAbstract: false, IsInterface: false })
        .SelectMany(type => FacesOf(type, typeof(IRequestHandler<,>))
            .Concat(FacesOf(type, typeof(IEventHandler<>)))
            .Concat(FacesOf(type, typeof(IJobHandler<>))))
        .Select(face => face.GenericTypeArguments[0]);

    public static ModuleParts PartsOf(RahatModule module)
    {
        var listing = new ModuleServices(module.Name, new ServiceCollection(), new ConfigurationBuilder().Build());
        module.AddServices(listing);
        return listing.Parts;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Rahat.slnx")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException("The tests must run below the repository's root.");
        }
        return folder.FullName;
    }
}
