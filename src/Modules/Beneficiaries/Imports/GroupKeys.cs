using System.Text.Json;

namespace Rahat.Beneficiaries.Imports;

/// <summary>
/// The fields that people may be put into groups by. None of them identifies a person, since a group's name is no
/// secret.
/// </summary>
internal static class GroupKeys
{
    private static readonly Dictionary<string, Func<Person, string?>> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["location"] = person => person.Location,
        ["gender"] = person => Word(person.Gender),
        ["bankedStatus"] = person => Word(person.BankedStatus),
        ["internetStatus"] = person => Word(person.InternetStatus),
        ["phoneStatus"] = person => Word(person.PhoneStatus),
    };

    public static IEnumerable<string> Names => Fields.Keys;

    /// <summary>The field's name as it is stored, or null when people cannot be grouped by it.</summary>
    public static string? Find(string key) =>
        Fields.Keys.FirstOrDefault(name => name.Equals(key.Trim(), StringComparison.OrdinalIgnoreCase));

    public static string? Of(Person person, string key) => Fields[key](person);

    private static string Word(Enum value) =>
        JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
