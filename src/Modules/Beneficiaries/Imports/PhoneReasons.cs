using Rahat.Runtime.Phones;

namespace Rahat.Beneficiaries.Imports;

/// <summary>What happened to a phone number, and what to do.</summary>
internal static class PhoneReasons
{
    public static string CodeOf(PhoneFault fault) => fault switch
    {
        PhoneFault.Empty => "phone.missing",
        PhoneFault.ScientificNotation => "phone.scientific_notation",
        PhoneFault.Formula => "phone.formula",
        PhoneFault.ForeignCharacters => "phone.foreign_characters",
        PhoneFault.TooShort => "phone.too_short",
        PhoneFault.TooLong => "phone.too_long",
        _ => "phone.impossible",
    };

    public static string Of(PhoneFault fault, string region) => fault switch
    {
        PhoneFault.Empty => "There is no phone number, and every person needs one. Fill it in.",
        PhoneFault.ScientificNotation =>
            "A spreadsheet turned this number into scientific notation and its last digits are lost. "
            + "Format the column as text in the original and export again.",
        PhoneFault.Formula =>
            "The phone number begins as a formula does. Write only digits, with + and the country code in "
            + "front.",
        PhoneFault.ForeignCharacters =>
            "The phone number has letters or signs that no phone number has. Write only one number, in "
            + "digits.",
        PhoneFault.TooShort => "The phone number has fewer digits than any phone number. Look it up in the original.",
        PhoneFault.TooLong =>
            "The phone number has more digits than any phone number. Write only one number in a "
            + "cell.",
        _ => $"No phone number of the region {region}, and none with a country code in front, has these digits. "
            + "Check it, and write it with + and the country code.",
    };
}
