using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Rahat.UnitTests.House;

/// <summary>Reads what an assembly's code refers to, also where no member shows it.</summary>
internal static class Metadata
{
    /// <summary>The full names of the types of other assemblies that an assembly's code uses.</summary>
    public static IEnumerable<string> TypesUsedBy(Assembly assembly)
    {
        using var file = File.OpenRead(assembly.Location);
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();
        return [.. reader.TypeReferences.Select(reader.GetTypeReference)
            .Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}")];
    }
}
