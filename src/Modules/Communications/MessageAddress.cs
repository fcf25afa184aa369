using System.Text.RegularExpressions;

using Rahat.Contracts.Communications;
using Rahat.Runtime.Security;

namespace Rahat.Communications;

/// <summary>Where a message goes; the form of the address says through which channel.</summary>
internal sealed partial record MessageAddress(Channel Channel, string Text)
{
    public static MessageAddress? Of(string text)
    {
        var trimmed = text.Trim();
        if (Email().IsMatch(trimmed))
            return new MessageAddress(Channel.Email, trimmed.ToLowerInvariant());
        return PhoneNumber.HasForm(trimmed) ? new MessageAddress(Channel.Sms, trimmed) : null;
    }

    public string IndexIn(PiiVault vault) => vault.BlindIndex("message.address", Text);

    /// <summary>Nothing personal, so that it may stand in a log.</summary>
    public override string ToString() => $"[{Channel} address]";

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\.[^\s@]+\z")]
    private static partial Regex Email();
}
