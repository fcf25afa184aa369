using System.Text.Json;

using CsCheck;

using Rahat.Contracts;
using Rahat.Runtime.Messaging;

namespace Rahat.UnitTests.Contracts;

public sealed class AmountTests
{
    private static readonly Gen<int> Decimals = Gen.Int[0, 18];

    [Fact]
    public void What_is_written_is_read_again_to_the_unit() =>
        Gen.Select(Gen.Long[1, Amount.MaxMinorUnits], Decimals).Sample((units, decimals) =>
        {
            var text = Amount.FromMinorUnits(units, decimals);
            return text.ToMinorUnits(decimals, out var again) == AmountFault.None && again == units;
        });

    [Fact]
    public void It_passes_through_JSON_unchanged() =>
        Gen.Select(Gen.Long[-Amount.MaxMinorUnits, Amount.MaxMinorUnits], Decimals).Sample((units, decimals) =>
        {
            var amount = Amount.FromMinorUnits(units, decimals);
            var json = JsonSerializer.Serialize(amount, WireJson.Options);
            return json == $"\"{amount.Text}\"" && JsonSerializer.Deserialize<Amount>(json, WireJson.Options) == amount;
        });

    [Fact]
    public void Whatever_the_text_there_is_a_fault_or_an_exact_positive_number() =>
        Gen.Select(Gen.String[Gen.Char["0123456789.-+ e"], 0, 24], Gen.Int[0, 6]).Sample((text, decimals) =>
        {
            var fault = new Amount(text).ToMinorUnits(decimals, out var units);
            if (fault != AmountFault.None)
                return units == 0;
            var scale = Enumerable.Repeat(10m, decimals).Aggregate(1m, (all, ten) => all * ten);
            return units is > 0 and <= Amount.MaxMinorUnits
                && decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture) * scale == units;
        });

    [Theory]
    [InlineData("12.50", 2, AmountFault.None, 1250)]
    [InlineData(" +12.5 ", 2, AmountFault.None, 1250)]
    [InlineData("12.500000", 2, AmountFault.None, 1250)]
    [InlineData("12.505", 2, AmountFault.TooManyDecimals, 0)]
    [InlineData("1", 0, AmountFault.None, 1)]
    [InlineData("1.1", 0, AmountFault.TooManyDecimals, 0)]
    [InlineData("0", 2, AmountFault.NotPositive, 0)]
    [InlineData("-1", 2, AmountFault.NotPositive, 0)]
    [InlineData("", 2, AmountFault.NotANumber, 0)]
    [InlineData(".", 2, AmountFault.NotANumber, 0)]
    [InlineData("-", 2, AmountFault.NotANumber, 0)]
    [InlineData("1e3", 2, AmountFault.NotANumber, 0)]
    [InlineData("1,000", 2, AmountFault.NotANumber, 0)]
    [InlineData("٣", 2, AmountFault.NotANumber, 0)]
    [InlineData("1.2.3", 2, AmountFault.NotANumber, 0)]
    [InlineData("NaN", 2, AmountFault.NotANumber, 0)]
    [InlineData("10000000000000.00", 2, AmountFault.None, Amount.MaxMinorUnits)]
    [InlineData("10000000000000.01", 2, AmountFault.TooLarge, 0)]
    [InlineData("99999999999999999999999999", 2, AmountFault.TooLarge, 0)]
    public void An_amount_is_read_or_its_fault_is_told(string text, int decimals, AmountFault fault, long units)
    {
        Assert.Equal(fault, new Amount(text).ToMinorUnits(decimals, out var read));
        Assert.Equal(units, read);
    }

    [Fact]
    public void An_amount_that_nobody_gave_is_no_number() =>
        Assert.Equal(AmountFault.NotANumber, default(Amount).ToMinorUnits(2, out _));

    [Fact]
    public void The_smallest_balance_can_be_written() =>
        Assert.Equal("-92233720368547758.08", Amount.FromMinorUnits(long.MinValue, 2).Text);

    [Theory]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("\"1111111111111111111111111111111111111111111\"")]
    public void What_is_no_amount_is_unreadable(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Amount>(json, WireJson.Options));

    [Fact]
    public void A_JSON_number_keeps_its_digits() => Assert.Equal(
        "0.10000000000000000555", JsonSerializer.Deserialize<Amount>("0.10000000000000000555", WireJson.Options).Text);
}
