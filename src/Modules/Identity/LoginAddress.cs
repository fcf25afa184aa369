using System.Text.RegularExpressions;

using Rahat.Contracts.Identity;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Security;

namespace Rahat.Identity;

/// <summary>What somebody signs in with, in the form in which it is kept; a wallet keeps its checksum.</summary>
internal sealed partial record LoginAddress(LoginService Service, string Text)
{
    private const int MaxEmailLength = 320;

    /// <summary>Reads an address as it was typed; without a service its form decides, as core.md §1.7 says.</summary>
    public static LoginAddress Read(string text, LoginService? service, PhoneParser phones)
    {
        var address = service switch
        {
            LoginService.Email => OfEmail(text),
            LoginService.Phone => OfPhone(text, phones),
            LoginService.Wallet => OfWallet(text),
            _ => OfEmail(text) ?? OfWallet(text) ?? OfPhone(text, phones),
        };
        return address ?? throw new Refusal(
            RefusalKind.Invalid, "service.invalid_type", "Invalid service type. Valid types are EMAIL, PHONE, WALLET.");
    }

    public static LoginAddress? OfEmail(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length <= MaxEmailLength && Email().IsMatch(trimmed)
            ? new LoginAddress(LoginService.Email, trimmed.ToLowerInvariant())
            : null;
    }

    public static LoginAddress? OfPhone(string text, PhoneParser phones) =>
        phones.Read(text) is { Fault: PhoneFault.None } reading
            ? new LoginAddress(LoginService.Phone, reading.Number.E164)
            : null;

    public static LoginAddress? OfWallet(string text) =>
        Wallet().IsMatch(text.Trim()) ? new LoginAddress(LoginService.Wallet, text.Trim()) : null;

    public string IndexIn(PiiVault vault) => vault.BlindIndex($"login.{Service}", Text.ToLowerInvariant());

    /// <summary>Nothing personal, so that it may stand in a log.</summary>
    public override string ToString() => $"[{Service} address]";

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\.[^\s@]+\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"^0x[a-fA-F0-9]{40}\z")]
    private static partial Regex Wallet();
}
