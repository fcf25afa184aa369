using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Rahat.Runtime.Security;

/// <summary>A personal or secret text as it rests in a table: key id, nonce, tag and AES-256-GCM cipher text.</summary>
/// <param name="Bytes">Version (1), key id (4, big endian), nonce (12), tag (16), cipher text.</param>
public readonly record struct SealedText(byte[] Bytes)
{
    /// <summary>Says nothing, so that it may stand in a log.</summary>
    public override string ToString() => "[sealed]";
}

/// <summary>Keeps sealed text in a bytes column.</summary>
public sealed class SealedTextConverter()
    : ValueConverter<SealedText, byte[]>(text => text.Bytes, bytes => new SealedText(bytes));

/// <summary>
/// Seals personal data for rest and makes the blind indexes it is found by. A sealed value is bound to the row that
/// owns it, so it cannot be moved to another person's row and still be read.
/// </summary>
/// <param name="keys">The installation's keys.</param>
public sealed class PiiVault(KeyRing keys)
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 5;
    private const int IndexBytes = 16;

    /// <summary>Seals a text for the row that owns it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="owner">Id of the owning row.</param>
    public SealedText Seal(string text, Guid owner)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var bytes = new byte[HeaderBytes + NonceBytes + TagBytes + plain.Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), keys.CurrentKeyId);
        var nonce = bytes.AsSpan(HeaderBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(keys.SealingKey(keys.CurrentKeyId), TagBytes);
        cipher.Encrypt(
            nonce,
            plain,
            bytes.AsSpan(HeaderBytes + NonceBytes + TagBytes),
            bytes.AsSpan(HeaderBytes + NonceBytes, TagBytes),
            owner.ToByteArray());
        return new SealedText(bytes);
    }

    /// <summary>Seals a text unless there is none.</summary>
    /// <param name="text">A text, or null.</param>
    /// <param name="owner">Id of the owning row.</param>
    public SealedText? SealOrNull(string? text, Guid owner) => text is null ? null : Seal(text, owner);

    /// <summary>
    /// The text that was sealed for this owner; throws when it was tampered with or belongs to another row.
    /// </summary>
    /// <param name="text">A sealed value.</param>
    /// <param name="owner">Id of the owning row.</param>
    public string Open(SealedText text, Guid owner)
    {
        var bytes = text.Bytes.AsSpan();
        if (bytes.Length < HeaderBytes + NonceBytes + TagBytes || bytes[0] != Version)
            throw new CryptographicException("Not a sealed value.");
        var key = keys.SealingKey(BinaryPrimitives.ReadInt32BigEndian(bytes[1..]));
        var plain = new byte[bytes.Length - HeaderBytes - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(
            bytes.Slice(HeaderBytes, NonceBytes),
            bytes[(HeaderBytes + NonceBytes + TagBytes)..],
            bytes.Slice(HeaderBytes + NonceBytes, TagBytes),
            plain,
            owner.ToByteArray());
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>The text that was sealed, or null where there was none.</summary>
    /// <param name="text">A sealed value, or null.</param>
    /// <param name="owner">Id of the owning row.</param>
    public string? OpenOrNull(SealedText? text, Guid owner) => text is { } value ? Open(value, owner) : null;

    /// <summary>A keyed hash by which a value is found without being readable: 32 hex digits.</summary>
    /// <param name="purpose">What kind of value it is, so that equal values of two kinds have different
    /// indexes.</param>
    /// <param name="value">The normalised value.</param>
    public string BlindIndex(string purpose, string value) =>
        Convert.ToHexStringLower(KeyedHash(purpose, value).AsSpan(0, IndexBytes));

    /// <summary>
    /// A keyed hash of a secret, 32 bytes; compare it with <see cref="CryptographicOperations.FixedTimeEquals"/>.
    /// </summary>
    /// <param name="purpose">What the secret is bound to; a code for one thing does not fit another.</param>
    /// <param name="value">The secret.</param>
    public byte[] KeyedHash(string purpose, string value) =>
        HMACSHA256.HashData(keys.IndexKey, Encoding.UTF8.GetBytes($"{purpose}\n{value}"));
}
