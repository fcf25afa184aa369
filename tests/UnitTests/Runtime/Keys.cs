using Microsoft.Extensions.Configuration;

using Rahat.Runtime.Security;

namespace Rahat.UnitTests.Runtime;

/// <summary>Key rings as an operator would give them.</summary>
internal static class Keys
{
    public static readonly string One = Key(1);

    public static readonly string Two = Key(2);

    public static KeyRing Ring(
        string? sealing = null,
        string? index = null,
        string folder = "/nowhere",
        bool mayMake = false,
        string privateKey = "a private key that is long enough") =>
        KeyRing.Load(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["PII_KEYS"] = sealing ?? $"1:{One}",
                ["PII_INDEX_KEY"] = index ?? Key(9),
                ["PRIVATE_KEY"] = privateKey,
            }).Build(),
            folder,
            mayMake);

    private static string Key(byte content) => Convert.ToBase64String([.. Enumerable.Repeat(content, 32)]);
}
