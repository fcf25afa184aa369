using System.Collections.Concurrent;

using Rahat.Runtime.Errors;
using Rahat.Runtime.Messaging;

namespace Rahat.Runtime.Modules;

/// <summary>What this process serves: every request with its one owner, every event with those who react.</summary>
internal sealed class ModuleTable
{
    private readonly Dictionary<string, RequestEntry> _requests = [];
    private readonly ConcurrentDictionary<Type, string> _names = [];

    public ModuleTable(IReadOnlyList<ModuleParts> modules, IReadOnlyList<string> allNames)
    {
        Modules = modules;
        AllNames = allNames;
        foreach (var entry in modules.Where(module => module.IsServed).SelectMany(module => module.Requests))
        {
            if (!_requests.TryAdd(entry.Name, entry))
                throw new InvalidOperationException($"{entry.Name} is answered twice.");
        }
    }

    /// <summary>The modules that this process serves or works for.</summary>
    public IReadOnlyList<ModuleParts> Modules { get; }

    /// <summary>The modules of the whole platform, whichever process serves them.</summary>
    public IReadOnlyList<string> AllNames { get; }

    /// <summary>Whether this process answers the requests of the module that a wire name belongs to.</summary>
    public bool Answers(string name) =>
        Modules.Any(module => module.IsServed && module.Name == OwnerOf(name));

    /// <summary>The module that a wire name belongs to: its first word.</summary>
    public static string OwnerOf(string name) => name[..name.IndexOf('.', StringComparison.Ordinal)];

    public RequestEntry Request(string name) =>
        _requests.TryGetValue(name, out var entry)
            ? entry
            : throw new Refusal(RefusalKind.NotFound, "message.unknown", $"Nobody answers {name}.");

    public string NameOf(object request)
    {
        var name = _names.GetOrAdd(request.GetType(), Entries.NameOf);
        return request is IModuleRequest { Module: var module } ? $"{module}.{name}" : name;
    }

    /// <summary>The reactions of one module to the events that another module publishes, by event name.</summary>
    public static IReadOnlyDictionary<string, ReactionEntry[]> ReactionsOf(
        ModuleParts subscriber,
        ModuleParts publisher) =>
        subscriber.Reactions
            .Where(reaction => reaction.Name.StartsWith(publisher.Name + ".", StringComparison.Ordinal))
            .GroupBy(reaction => reaction.Name)
            .ToDictionary(group => group.Key, group => group.ToArray());
}
