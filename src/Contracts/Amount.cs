using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rahat.Contracts;

/// <summary>
/// An amount of a token as people write it, such as <c>12.50</c>, kept as text until the token's decimals are known: no
/// binary fraction ever holds money. On the wire a JSON string or number; replies use strings.
/// </summary>
/// <param name="Text">Digits with at most one decimal point and an optional sign.</param>
[JsonConverter(typeof(AmountConverter))]
public readonly record struct Amount(string Text)
{
    /// <summary>
    /// The most minor units one request may move: a thousand million million, so that sums stay far below 2^63.
    /// </summary>
    public const long MaxMinorUnits = 1_000_000_000_000_000;

    /// <summary>The amount in minor units of a token.</summary>
    /// <param name="decimals">How many digits the token has behind the point.</param>
    /// <param name="minorUnits">The result, 1 to <see cref="MaxMinorUnits"/>, when there is no fault.</param>
    /// <returns>What is wrong with it, or <see cref="AmountFault.None"/>.</returns>
    public AmountFault ToMinorUnits(int decimals, out long minorUnits)
    {
        minorUnits = 0;
        var text = Text.AsSpan().Trim();
        var negative = text is ['-', ..];
        if (text is ['-' or '+', ..])
            text = text[1..];
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..].TrimEnd('0');
        if (text.Trim('.').IsEmpty
            || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return AmountFault.NotANumber;
        }
        if (fraction.Length > decimals)
            return AmountFault.TooManyDecimals;
        var digits = string.Concat(whole, fraction, new string('0', decimals - fraction.Length)).TrimStart('0');
        if (digits.Length == 0 || negative)
            return AmountFault.NotPositive;
        if (digits.Length > 16)
            return AmountFault.TooLarge;
        var value = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        if (value > MaxMinorUnits)
            return AmountFault.TooLarge;
        minorUnits = value;
        return AmountFault.None;
    }

    /// <summary>Minor units written with a token's decimals: 1250 with two decimals is <c>12.50</c>.</summary>
    /// <param name="minorUnits">Any balance, also a negative one.</param>
    /// <param name="decimals">How many digits the token has behind the point.</param>
    public static Amount FromMinorUnits(long minorUnits, int decimals)
    {
        if (decimals == 0)
            return new Amount(minorUnits.ToString(CultureInfo.InvariantCulture));
        var digits = UInt128.CreateChecked(Int128.Abs(minorUnits)).ToString(CultureInfo.InvariantCulture)
            .PadLeft(decimals + 1, '0');
        return new Amount($"{(minorUnits < 0 ? "-" : "")}{digits[..^decimals]}.{digits[^decimals..]}");
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Why an amount cannot be moved.</summary>
public enum AmountFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>It is not a plain decimal number.</summary>
    NotANumber,

    /// <summary>It is zero or negative.</summary>
    NotPositive,

    /// <summary>It has more digits behind the point than the token.</summary>
    TooManyDecimals,

    /// <summary>It is larger than any request may move.</summary>
    TooLarge,
}

/// <summary>
/// Reads an amount from a JSON string or number without passing through a binary fraction; writes a string.
/// </summary>
public sealed class AmountConverter : JsonConverter<Amount>
{
    private const int MaxLength = 40;

    /// <inheritdoc/>
    public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || length > MaxLength)
            throw new JsonException("An amount is a decimal number, such as \"12.50\".");
        if (reader.TokenType == JsonTokenType.String)
            return new Amount(reader.GetString()!);
        return new Amount(reader.HasValueSequence
            ? Encoding.ASCII.GetString(reader.ValueSequence)
            : Encoding.ASCII.GetString(reader.ValueSpan));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
