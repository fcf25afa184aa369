using System.Text;
using System.Text.RegularExpressions;

using PhoneNumbers;

using PhoneNumber = Rahat.Contracts.PhoneNumber;

namespace Rahat.Runtime.Phones;

/// <summary>Why a text is not a telephone number.</summary>
public enum PhoneFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>There is no text.</summary>
    Empty,

    /// <summary>A spreadsheet turned the number into one like 2.54708E+11, and its last digits are gone.</summary>
    ScientificNotation,

    /// <summary>It begins as a spreadsheet formula.</summary>
    Formula,

    /// <summary>It has letters or other characters that no telephone number has.</summary>
    ForeignCharacters,

    /// <summary>It has fewer digits than any number.</summary>
    TooShort,

    /// <summary>It has more digits than any number.</summary>
    TooLong,

    /// <summary>
    /// Neither in the default region nor with a country code in front do numbers of this length exist.
    /// </summary>
    ImpossibleLength,
}

/// <summary>What a text turned out to be.</summary>
/// <param name="Number">The number, when there is no fault.</param>
/// <param name="Fault">What is wrong.</param>
public readonly record struct PhoneReading(PhoneNumber Number, PhoneFault Fault);

/// <summary>
/// Reads telephone numbers as people and spreadsheets write them and normalises them to E.164. A number without a plus
/// sign is read as one of the default region, or, when it fits better, as one that begins with its country code.
/// </summary>
/// <param name="defaultRegion">Two-letter code of the region that numbers without a country code belong to.</param>
public sealed partial class PhoneParser(string defaultRegion)
{
    /// <summary>Dashes of all kinds, and the invisible marks by which right-to-left scripts frame a number.</summary>
    private const string Separators = "-.()/\u2010\u2011\u2012\u2013\u200e\u200f\u202a\u202c";

    private const int MaxLength = 100;
    private const int MinDigits = 7;
    private const int MaxDigits = 15;

    /// <summary>
    /// A national number has at most ten digits nearly everywhere; a longer one carries its country code.
    /// </summary>
    private const int MaxNationalDigits = 10;

    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    /// <summary>Two-letter code of the default region, upper case.</summary>
    public string DefaultRegion { get; } = IsRegion(defaultRegion)
        ? defaultRegion.ToUpperInvariant()
        : throw new ArgumentException("Not a region with telephone numbers.", nameof(defaultRegion));

    /// <summary>Whether a two-letter code names a region with telephone numbers.</summary>
    /// <param name="region">For instance <c>NP</c>.</param>
    public static bool IsRegion(string region) => Numbers.GetSupportedRegions().Contains(region.ToUpperInvariant());

    /// <summary>Reads a number.</summary>
    /// <param name="text">As it was typed or exported.</param>
    public PhoneReading Read(string? text)
    {
        var trimmed = (text ?? "").Trim().TrimStart('\'').Trim();
        if (trimmed.Length == 0)
            return Faulty(PhoneFault.Empty);
        if (trimmed.Length > MaxLength)
            return Faulty(PhoneFault.TooLong);
        if (Scientific().IsMatch(trimmed))
            return Faulty(PhoneFault.ScientificNotation);
        if (trimmed[0] is '=' or '@' || (trimmed[0] is '+' or '-' && trimmed.AsSpan(1).IndexOfAny("+=(*") == 0))
            return Faulty(PhoneFault.Formula);
        if (Digits(Fraction().Replace(trimmed, "")) is not { } digits)
            return Faulty(PhoneFault.ForeignCharacters);
        var international = digits.StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal);
        digits = international ? digits.TrimStart('+', '0') : digits;
        if (digits.Length < MinDigits)
            return Faulty(PhoneFault.TooShort);
        if (digits.Length > MaxDigits)
            return Faulty(PhoneFault.TooLong);
        return international ? ReadInternational(digits) : ReadEither(digits);
    }

    private static PhoneReading ReadInternational(string digits) =>
        Parse("+" + digits, null) is { } number && Numbers.IsPossibleNumber(number)
            ? Good(number)
            : Faulty(PhoneFault.ImpossibleLength);

    private PhoneReading ReadEither(string digits)
    {
        var national = Parse(digits, DefaultRegion);
        var international = Parse("+" + digits, null);
        if (national is not null && Numbers.IsValidNumber(national))
            return Good(national);
        if (international is not null && Numbers.IsValidNumber(international))
            return Good(international);
        var carriesCountryCode = digits.Length > MaxNationalDigits;
        if (carriesCountryCode && international is not null && Numbers.IsPossibleNumber(international))
            return Good(international);
        if (!carriesCountryCode && national is not null && Numbers.IsPossibleNumber(national))
            return Good(national);
        return Faulty(PhoneFault.ImpossibleLength);
    }

    /// <summary>
    /// The digits of a number in ASCII, a leading plus kept; null when it holds anything but digits and separators.
    /// </summary>
    private static string? Digits(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsDigit(c))
                digits.Append((int)char.GetNumericValue(c));
            else if (c == '+' && digits.Length == 0)
                digits.Append('+');
            else if (!char.IsWhiteSpace(c) && !char.IsControl(c) && !Separators.Contains(c))
                return null;
        }
        return digits.ToString();
    }

    private static PhoneNumbers.PhoneNumber? Parse(string digits, string? region)
    {
        try
        {
            return Numbers.Parse(digits, region);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static PhoneReading Good(PhoneNumbers.PhoneNumber number) =>
        new(new PhoneNumber(Numbers.Format(number, PhoneNumberFormat.E164)), PhoneFault.None);

    private static PhoneReading Faulty(PhoneFault fault) => new(default, fault);

    /// <summary>What a spreadsheet that took the number for a quantity puts behind it.</summary>
    [GeneratedRegex(@"(?<=^\d{7,15})\.0+\z")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^[+-]?\d+([.,]\d+)?[eE][+-]?\d+\z")]
    private static partial Regex Scientific();
}
