using Rahat.Contracts.Projects;

namespace Rahat.Projects;

/// <summary>The project types this program knows, found under their key and every other spelling of it.</summary>
internal sealed class ProjectTypeCatalogue(IEnumerable<ProjectType> types)
{
    private readonly Dictionary<string, ProjectType> _types = types
        .SelectMany(type => type.Aliases.Append(type.Key).Select(name => (name, type)))
        .ToDictionary(pair => pair.name, pair => pair.type, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> Keys => _types.Values.Select(type => type.Key).Distinct().Order();

    public ProjectType? Find(string name) => _types.GetValueOrDefault(name.Trim());
}
