using System.Buffers;

namespace Rahat.Beneficiaries.Imports;

/// <summary>A cell of a CSV that somebody will open in a spreadsheet.</summary>
internal static class CsvCell
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",;\r\n'");

    /// <summary>Quoted, and with an apostrophe in front where a spreadsheet would run it as a formula.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var harmless = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return harmless.AsSpan().IndexOfAny(Special) < 0
            ? harmless
            : $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
