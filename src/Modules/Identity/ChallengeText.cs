using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

using Rahat.Runtime.Security;

namespace Rahat.Identity;

/// <summary>What a challenge holds between the two steps of signing in; the client cannot read it.</summary>
internal sealed record ChallengeContent(Guid ChallengeId, Guid ClientId, string? Ip, DateTimeOffset IssuedAt);

/// <summary>Writes challenges as opaque texts and reads them again; a text that it did not write is refused.</summary>
internal sealed class ChallengeText(PiiVault vault)
{
    /// <summary>Sealed for this owner alone, so that no other sealed value passes for a challenge.</summary>
    private static readonly Guid Owner = new("0197c0de-7a1e-7000-8000-6f7470636861");

    public string Write(ChallengeContent content) =>
        Base64Url.EncodeToString(vault.Seal(JsonSerializer.Serialize(content, WireJson.Options), Owner).Bytes);

    public ChallengeContent Read(string text)
    {
        try
        {
            var content = vault.Open(new SealedText(Base64Url.DecodeFromChars(text)), Owner);
            return JsonSerializer.Deserialize<ChallengeContent>(content, WireJson.Options)!;
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            throw new Refusal(RefusalKind.Forbidden, "challenge.invalid", "Invalid credentials in challenge!");
        }
    }
}
