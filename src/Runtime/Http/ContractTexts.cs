using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Rahat.Runtime.Http;

/// <summary>
/// The docstrings of the contracts, which lie beside the program as XML, as texts for the OpenAPI document.
/// </summary>
internal static partial class ContractTexts
{
    private static readonly Lazy<Dictionary<string, string>> Summaries = new(Load);

    public static string SummaryOf(Type contract) =>
        Summaries.Value.GetValueOrDefault($"T:{contract.FullName}", contract.Name);

    /// <summary>The contract's name as words: <c>ConfirmRedemption</c> reads "Confirm redemption".</summary>
    public static string TitleOf(Type contract)
    {
        var words = Words().Replace(contract.Name, " $1").ToLowerInvariant();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static Dictionary<string, string> Load()
    {
        var file = Path.ChangeExtension(typeof(Contracts.Done).Assembly.Location, ".xml");
        if (!File.Exists(file))
            return [];
        return XDocument.Load(file).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(
                member => member.Attribute("name")!.Value,
                member => Blanks().Replace(TextOf(member.Element("summary")!), " ").Trim());
    }

    private static string TextOf(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => see.Attribute("cref")?.Value.Split('.')[^1] ?? "",
        XElement inner => TextOf(inner),
        _ => "",
    }));

    [GeneratedRegex(@"(?<=[a-z])([A-Z])")]
    private static partial Regex Words();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
