using System.Security.Cryptography;

using Microsoft.Extensions.Configuration;

using Rahat.Runtime.Errors;
using Rahat.Runtime.Security;

namespace Rahat.UnitTests.Runtime;

public sealed class KeyRingTests
{
    [Fact]
    public void The_newest_key_seals_and_the_older_ones_still_open()
    {
        var ring = Keys.Ring($"1:{Keys.One}, 2:{Keys.Two}");

        Assert.Equal(2, ring.CurrentKeyId);
        Assert.NotEqual(ring.SealingKey(1), ring.SealingKey(2));
        Assert.Throws<CryptographicException>(() => ring.SealingKey(3));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1:short")]
    [InlineData("1:AAAA")]
    [InlineData(",")]
    [InlineData("99999999999:AAAA")]
    [InlineData("x:AAAA")]
    public void A_malformed_key_stops_the_start_and_is_not_repeated(string sealing)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Keys.Ring(sealing));

        Assert.DoesNotContain("AAAA", refused.Message);
    }

    [Fact]
    public void Outside_development_a_missing_key_stops_the_start() => Assert.Throws<StartRefusedException>(
        () => KeyRing.Load(new ConfigurationBuilder().Build(), "/nowhere", mayMake: false));

    [Fact]
    public void Outside_development_a_short_private_key_stops_the_start_and_is_not_repeated()
    {
        Assert.Contains("PRIVATE_KEY", Assert.Throws<StartRefusedException>(
            () => Keys.Ring(privateKey: "thirty-one-characters-are-short")).Message);
        Assert.DoesNotContain("thirty-one", Assert.Throws<StartRefusedException>(
            () => Keys.Ring(privateKey: "thirty-one-characters-are-short")).Message);
        Keys.Ring(privateKey: "thirty-one-characters-are-short", mayMake: true);
    }

    [Fact]
    public void In_development_keys_are_made_once_and_only_their_owner_reads_them()
    {
        var folder = Directory.CreateTempSubdirectory("rahat-unit-").FullName;
        var configuration = new ConfigurationBuilder().Build();

        var first = KeyRing.Load(configuration, folder, mayMake: true);
        var second = KeyRing.Load(configuration, folder, mayMake: true);

        Assert.Equal(first.SealingKey(1), second.SealingKey(1));
        Assert.Equal((first.PrivateKey, first.IndexKey), (second.PrivateKey, second.IndexKey), Same);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(folder))
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        Directory.Delete(folder, recursive: true);
    }

    private static bool Same((string, byte[]) one, (string, byte[]) other) =>
        one.Item1 == other.Item1 && one.Item2.SequenceEqual(other.Item2);
}
