using System.Security.Cryptography;

using CsCheck;

using Rahat.Runtime.Security;

namespace Rahat.UnitTests.Runtime;

public sealed class PiiVaultTests
{
    private static readonly Guid Owner = Guid.CreateVersion7();

    private readonly PiiVault _vault = new(Keys.Ring());

    [Fact]
    public void What_is_sealed_is_opened() => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(
        text => _vault.Open(_vault.Seal(text, Owner), Owner) == text);

    [Fact]
    public void Every_byte_of_a_sealed_value_counts()
    {
        var bytes = _vault.Seal("Sita", Owner).Bytes;
        for (var i = 0; i < bytes.Length; i++)
        {
            var tampered = bytes.ToArray();
            tampered[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => _vault.Open(new SealedText(tampered), Owner));
        }
        Assert.ThrowsAny<CryptographicException>(() => _vault.Open(new SealedText(bytes[..20]), Owner));
    }

    [Fact]
    public void A_value_in_another_persons_row_cannot_be_read() => Assert.ThrowsAny<CryptographicException>(
        () => _vault.Open(_vault.Seal("Sita", Owner), Guid.CreateVersion7()));

    [Fact]
    public void Equal_values_do_not_look_equal() =>
        Assert.NotEqual(_vault.Seal("Sita", Owner).Bytes, _vault.Seal("Sita", Owner).Bytes);

    [Fact]
    public void After_a_rotation_old_values_are_read_and_new_ones_are_sealed_anew()
    {
        var old = _vault.Seal("Sita", Owner);
        var rotated = new PiiVault(Keys.Ring($"1:{Keys.One},2:{Keys.Two}"));
        var onlyNew = new PiiVault(Keys.Ring($"2:{Keys.Two}"));

        Assert.Equal("Sita", rotated.Open(old, Owner));
        Assert.Equal("Sita", onlyNew.Open(rotated.Seal("Sita", Owner), Owner));
        Assert.ThrowsAny<CryptographicException>(() => onlyNew.Open(old, Owner));
    }

    [Fact]
    public void A_blind_index_finds_and_does_not_tell()
    {
        var index = _vault.BlindIndex("phone", "+9779841234567");

        Assert.Equal(index, _vault.BlindIndex("phone", "+9779841234567"));
        Assert.NotEqual(index, _vault.BlindIndex("national id", "+9779841234567"));
        Assert.NotEqual(index, new PiiVault(Keys.Ring(index: Keys.Two)).BlindIndex("phone", "+9779841234567"));
        Assert.Matches("^[0-9a-f]{32}$", index);
    }

    [Fact]
    public void A_sealed_value_says_nothing() => Assert.Equal("[sealed]", $"{_vault.Seal("Sita", Owner)}");
}
