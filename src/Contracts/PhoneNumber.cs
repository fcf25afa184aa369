using System.Text.RegularExpressions;

namespace Rahat.Contracts;

/// <summary>
/// A telephone number in E.164 form: a plus sign, the country code and the number, 8 to 15 digits in all.
/// </summary>
/// <param name="E164">For instance <c>+9779841234567</c>.</param>
public readonly partial record struct PhoneNumber(string E164)
{
    /// <summary>Whether a text has the E.164 form; says nothing about whether the number is in use.</summary>
    /// <param name="text">Any text.</param>
    public static bool HasForm(string text) => Form().IsMatch(text);

    /// <summary>Never the number itself, so that it cannot slip into a log.</summary>
    public override string ToString() => "[phone]";

    [GeneratedRegex(@"^\+[1-9]\d{7,14}\z")]
    private static partial Regex Form();
}
