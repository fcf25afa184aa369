using Rahat.Runtime.Errors;

namespace Rahat.Runtime.Modules;

/// <summary>What this process serves: every request with its one owner, every event with those who react.</summary>
internal sealed class ModuleTable
{
    private readonly Dictionary<string, RequestEntry> _requests = [];
    private readonly Dictionary<Type, string> _names = [];

    public ModuleTable(IReadOnlyList<ModuleParts> modules)
    {
        Modules = modules;
        foreach (var entry in modules.SelectMany(module => module.Requests))
        {
            if (!_requests.TryAdd(entry.Name, entry))
                throw new InvalidOperationException($"{entry.Name} is answered twice.");
            _names[entry.Contract] = entry.Name;
        }
    }

    public IReadOnlyList<ModuleParts> Modules { get; }

    public RequestEntry Request(string name) =>
        _requests.TryGetValue(name, out var entry)
            ? entry
            : throw new Refusal(RefusalKind.NotFound, "message.unknown", $"Nobody answers {name}.");

    public string NameOf(Type contract) =>
        _names.TryGetValue(contract, out var name) ? name : Entries.NameOf(contract);

    /// <summary>The reactions of one module to the events that another module publishes, by event name.</summary>
    public static IReadOnlyDictionary<string, ReactionEntry[]> ReactionsOf(
        ModuleParts subscriber,
        ModuleParts publisher) =>
        subscriber.Reactions
            .Where(reaction => reaction.Name.StartsWith(publisher.Name + ".", StringComparison.Ordinal))
            .GroupBy(reaction => reaction.Name)
            .ToDictionary(group => group.Key, group => group.ToArray());
}
