using Rahat.Runtime.Phones;

namespace Rahat.UnitTests.Runtime;

public sealed class PhoneParserTests
{
    private readonly PhoneParser _nepal = new("NP");

    [Theory]
    [InlineData("9841234567")]
    [InlineData("+977 984-123-4567")]
    [InlineData("+977-9841234567")]
    [InlineData("009779841234567")]
    [InlineData("9779841234567")]
    [InlineData("'9841234567")]
    [InlineData(" '+9779841234567 ")]
    [InlineData("(984) 123.4567")]
    [InlineData("٩٨٤١٢٣٤٥٦٧")]
    [InlineData("९८४१२३४५६७")]
    [InlineData("\u202a+9779841234567\u202c")]
    [InlineData("\u200e9841234567")]
    [InlineData("984\u20111234567")]
    [InlineData("9841234567.0")]
    [InlineData("+9779841234567\r\n")]
    public void However_it_is_written_it_is_the_same_number(string text)
    {
        var reading = _nepal.Read(text);

        Assert.Equal((PhoneFault.None, "+9779841234567"), (reading.Fault, reading.Number.E164));
    }

    [Theory]
    [InlineData("+254 708 374149", "+254708374149")]
    [InlineData("254708374149", "+254708374149")]
    [InlineData("+44 (0)20 7946 0958", "+442079460958")]
    [InlineData("0044 20 7946 0958", "+442079460958")]
    public void A_number_of_another_country_is_read_by_its_country_code(string text, string number) =>
        Assert.Equal(number, _nepal.Read(text).Number.E164);

    [Theory]
    [InlineData(null, PhoneFault.Empty)]
    [InlineData("", PhoneFault.Empty)]
    [InlineData("  ", PhoneFault.Empty)]
    [InlineData("'", PhoneFault.Empty)]
    [InlineData("2.54708E+11", PhoneFault.ScientificNotation)]
    [InlineData("2,54708E+11", PhoneFault.ScientificNotation)]
    [InlineData("9.84e9", PhoneFault.ScientificNotation)]
    [InlineData("'2.54708E+11", PhoneFault.ScientificNotation)]
    [InlineData("=9841234567", PhoneFault.Formula)]
    [InlineData("=cmd|' /C calc'!A0", PhoneFault.Formula)]
    [InlineData("@SUM(A1)", PhoneFault.Formula)]
    [InlineData("+=1", PhoneFault.Formula)]
    [InlineData("-+1", PhoneFault.Formula)]
    [InlineData("984123456x", PhoneFault.ForeignCharacters)]
    [InlineData("n/a", PhoneFault.ForeignCharacters)]
    [InlineData("9841234567 ext 5", PhoneFault.ForeignCharacters)]
    [InlineData("9841234567;drop", PhoneFault.ForeignCharacters)]
    [InlineData("98412+34567", PhoneFault.ForeignCharacters)]
    [InlineData("𝟗𝟖𝟒𝟏𝟐𝟑𝟒𝟓𝟔𝟕", PhoneFault.ForeignCharacters)]
    [InlineData("123", PhoneFault.TooShort)]
    [InlineData("+", PhoneFault.TooShort)]
    [InlineData("0000000000", PhoneFault.TooShort)]
    [InlineData("98412345679841234567", PhoneFault.TooLong)]
    [InlineData("+9999999999", PhoneFault.ImpossibleLength)]
    public void What_is_no_number_is_told_why(string? text, PhoneFault fault)
    {
        var reading = _nepal.Read(text);

        Assert.Equal((fault, null), (reading.Fault, reading.Number.E164));
    }

    [Fact]
    public void A_long_text_does_not_take_long() =>
        Assert.Equal(PhoneFault.TooLong, _nepal.Read(new string('1', 1_000_000)).Fault);

    [Fact]
    public void A_region_without_telephones_is_no_default() =>
        Assert.Throws<ArgumentException>(() => new PhoneParser("XX"));
}
