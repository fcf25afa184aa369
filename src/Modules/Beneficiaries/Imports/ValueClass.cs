using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Rahat.Beneficiaries.Imports;

/// <summary>Says what kind of value a cell holds without repeating it.</summary>
internal static partial class ValueClass
{
    private static readonly HashSet<string> SpreadsheetErrors =
        ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];

    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("0123456789+-. ()/");

    private static readonly string[] DateForms = ["yyyy-MM-dd", "dd/MM/yyyy", "MM/dd/yyyy", "dd.MM.yyyy"];

    public static string Of(string text) => text switch
    {
        "" => "empty",
        _ when Scientific().IsMatch(text) => "scientific number",
        _ when IsSpreadsheetError(text) => "spreadsheet error",
        _ when IsFormula(text) => "formula",
        _ when DateTime.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            => "date",
        _ when text.AsSpan().IndexOfAnyExcept(NumberSigns) < 0 => "number",
        _ => "text",
    };

    /// <summary>
    /// Whether a spreadsheet would run it. A plus or minus before a plain number or words is none: -12, +977 98…, "-
    /// none".
    /// </summary>
    public static bool IsFormula(string text) =>
        text[0] is '=' or '@' || (text[0] is '+' or '-' && SignedFormula().IsMatch(text));

    public static bool IsSpreadsheetError(string text) =>
        text.Length > 0 && text[0] == '#' && SpreadsheetErrors.Contains(text);

    [GeneratedRegex(@"^[+-]?\d+([.,]\d+)?[eE][+-]?\d+\z")]
    private static partial Regex Scientific();

    [GeneratedRegex(
        @"^[+-]\s*([+=(*@]|.*([A-Za-z]\(|\||=|['\w]!\$?[A-Za-z]|\w\s?[*^]\s?\w)"
        + @"|\$?[A-Za-z]{1,3}\$?\d+\s*([-+*/:].*)?\z)",
        RegexOptions.Singleline)]
    private static partial Regex SignedFormula();
}
