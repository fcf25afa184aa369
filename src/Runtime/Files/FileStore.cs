using System.Security.Cryptography;

using Rahat.Contracts;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Security;

namespace Rahat.Runtime.Files;

/// <summary>
/// Keeps uploaded files until their job is done with them. Messages carry a <see cref="FileReference"/>, never the
/// content. A file rests sealed: it may be a list of names and phone numbers.
/// </summary>
/// <param name="folder">Where the files lie.</param>
/// <param name="keys">The keys they are sealed with.</param>
public sealed class FileStore(string folder, KeyRing keys)
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Stores a stream, in bounded memory.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="maxBytes">The most it may have.</param>
    /// <param name="cancellationToken">Ends the work; nothing is kept.</param>
    /// <exception cref="Refusal">The content is larger; nothing is kept.</exception>
    public async Task<FileReference> Save(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var id = Guid.CreateVersion7();
        var path = PathOf(id);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var length = 0L;
            await using (var file = new SealedFileWriter(path, keys, id))
            {
                var buffer = new byte[BufferBytes];
                while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                {
                    length += read;
                    if (length > maxBytes)
                        throw TooLarge(maxBytes);
                    hash.AppendData(buffer, 0, read);
                    await file.Write(buffer.AsMemory(0, read), cancellationToken);
                }
                await file.Complete(cancellationToken);
            }
            return new FileReference(id, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>The content of a stored file, as a stream that can seek.</summary>
    /// <param name="file">What <see cref="Save"/> returned.</param>
    public Stream Open(FileReference file) =>
        File.Exists(PathOf(file.Id))
            ? new SealedFileStream(PathOf(file.Id), keys, file.Id)
            : throw Refusal.NotFound("file");

    /// <summary>Removes a file; one that is gone already is no fault.</summary>
    /// <param name="file">What <see cref="Save"/> returned.</param>
    public void Delete(FileReference file) => File.Delete(PathOf(file.Id));

    /// <summary>The refusal of a file that is larger than allowed.</summary>
    /// <param name="maxBytes">What is allowed.</param>
    public static Refusal TooLarge(long maxBytes) =>
        new(RefusalKind.TooLarge, "file.too_large", $"The file is larger than {maxBytes / 1_000_000} MB. Split it.");

    private string PathOf(Guid id) => Path.Combine(folder, $"{id:N}.sealed");
}
