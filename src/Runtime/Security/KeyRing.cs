using System.Globalization;
using System.Security.Cryptography;

using Microsoft.Extensions.Configuration;

using Rahat.Runtime.Errors;

namespace Rahat.Runtime.Security;

/// <summary>
/// The secrets of an installation, kept outside the database: the keys that seal personal data (the highest id seals,
/// the others still read), the key of the blind indexes, and the secret that tokens are signed with. In Development
/// they are made once and kept under <c>data/keys</c>; elsewhere they come from the environment (<c>PII_KEYS</c>,
/// <c>PII_INDEX_KEY</c>, <c>PRIVATE_KEY</c>).
/// </summary>
public sealed class KeyRing
{
    private const int KeyBytes = 32;
    private const int MinPrivateKeyLength = 32;

    private readonly Dictionary<int, byte[]> _sealing;

    private KeyRing(Dictionary<int, byte[]> sealing, byte[] index, string privateKey)
    {
        _sealing = sealing;
        CurrentKeyId = sealing.Keys.Max();
        IndexKey = index;
        PrivateKey = privateKey;
    }

    /// <summary>The id of the key that new values are sealed with.</summary>
    public int CurrentKeyId { get; }

    /// <summary>The key of blind indexes and other keyed hashes, 32 bytes.</summary>
    public byte[] IndexKey { get; }

    /// <summary>The installation's PRIVATE_KEY; the token secret is derived from it (core.md §1.6).</summary>
    public string PrivateKey { get; }

    /// <summary>The key with an id; a value sealed under a key that is gone cannot be read.</summary>
    /// <param name="id">Key id from a sealed value.</param>
    public byte[] SealingKey(int id) =>
        _sealing.TryGetValue(id, out var key)
            ? key
            : throw new CryptographicException($"There is no sealing key {id}.");

    /// <summary>Reads the keys, making the missing ones where that is allowed.</summary>
    /// <param name="configuration">Where PII_KEYS, PII_INDEX_KEY and PRIVATE_KEY may stand.</param>
    /// <param name="keyFolder">Where made keys are kept.</param>
    /// <param name="mayMake">True in Development only.</param>
    public static KeyRing Load(IConfiguration configuration, string keyFolder, bool mayMake)
    {
        var source = new KeySource(configuration, keyFolder, mayMake);
        var sealing = source.Read("PII_KEYS", () => $"1:{Fresh()}");
        var index = source.Read("PII_INDEX_KEY", Fresh);
        var privateKey = source.Read(
            "PRIVATE_KEY", () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));
        if (!mayMake && privateKey.Length < MinPrivateKeyLength)
        {
            throw new StartRefusedException(
                $"PRIVATE_KEY must have at least {MinPrivateKeyLength} characters: whoever guesses it signs tokens.");
        }
        try
        {
            var keys = sealing.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(entry => entry.Split(':', 2))
                .ToDictionary(parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => KeyFrom(parts[1]));
            return new KeyRing(keys, KeyFrom(index), privateKey);
        }
        catch (Exception fault) when (fault is FormatException or IndexOutOfRangeException or ArgumentException
            or OverflowException or InvalidOperationException)
        {
            // The fault's own text may quote a key.
            throw new StartRefusedException(
                "PII_KEYS must read id:base64,id:base64 and PII_INDEX_KEY base64, each key 32 bytes.");
        }
    }

    private static string Fresh() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    private static byte[] KeyFrom(string base64)
    {
        var key = Convert.FromBase64String(base64);
        return key.Length == KeyBytes ? key : throw new FormatException();
    }

    private sealed record KeySource(IConfiguration Configuration, string Folder, bool MayMake)
    {
        public string Read(string name, Func<string> make)
        {
            if (Configuration[name] is { Length: > 0 } given)
                return given;
            if (!MayMake)
            {
                throw new StartRefusedException(
                    $"{name} is not set. Outside Development the keys come from the environment.");
            }
            var file = Path.Combine(Folder, name.ToLowerInvariant());
            try
            {
                if (!File.Exists(file))
                    WriteOnce(file, make());
                return File.ReadAllText(file).Trim();
            }
            catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
            {
                throw new StartRefusedException($"The keys in the folder {Folder} cannot be written or read.");
            }
        }

        private void WriteOnce(string file, string content)
        {
            Directory.CreateDirectory(Folder);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            // A key file that was cut short by a crash would lock everybody out of what is sealed later.
            var whole = $"{file}.{Guid.CreateVersion7():N}";
            using (var writer = new StreamWriter(whole, options))
                writer.Write(content);
            try
            {
                File.Move(whole, file);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process that starts at the same time was faster; its key is the installation's.
                File.Delete(whole);
            }
        }
    }
}
