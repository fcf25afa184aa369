using System.Buffers.Binary;
using System.Security.Cryptography;

using Rahat.Runtime.Security;

namespace Rahat.Runtime.Files;

/// <summary>
/// The layout of a sealed file: a header (key id, 4 bytes; salt, 8 bytes), then chunks of 64 KiB, each with its own
/// tag. A chunk's nonce is salt and number, its associated data says whose it is and whether it is the last: chunks
/// cannot be swapped, moved to another file or cut off.
/// </summary>
internal static class SealedFile
{
    public const int ChunkBytes = 64 * 1024;
    public const int TagBytes = 16;
    public const int HeaderBytes = 12;
    private const int SaltBytes = 8;
    private const int NonceBytes = 12;

    public static byte[] NewHeader(KeyRing keys)
    {
        var header = new byte[HeaderBytes];
        BinaryPrimitives.WriteInt32BigEndian(header, keys.CurrentKeyId);
        RandomNumberGenerator.Fill(header.AsSpan(4, SaltBytes));
        return header;
    }

    /// <summary>A key of the file's own, so that short salts never meet under one key.</summary>
    public static AesGcm Cipher(KeyRing keys, ReadOnlySpan<byte> header, Guid file)
    {
        var ring = keys.SealingKey(BinaryPrimitives.ReadInt32BigEndian(header));
        var purpose = "rahat.file"u8.ToArray();
        return new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, ring, 32, file.ToByteArray(), purpose), TagBytes);
    }

    public static byte[] Nonce(ReadOnlySpan<byte> header, long chunk)
    {
        var nonce = new byte[NonceBytes];
        header.Slice(4, SaltBytes).CopyTo(nonce);
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(SaltBytes), checked((uint)chunk));
        return nonce;
    }

    public static byte[] AssociatedData(Guid file, bool last) => [.. file.ToByteArray(), last ? (byte)1 : (byte)0];
}

/// <summary>Writes a sealed file chunk by chunk.</summary>
internal sealed class SealedFileWriter : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly Guid _id;
    private readonly byte[] _header;
    private readonly AesGcm _cipher;
    private readonly byte[] _chunk = new byte[SealedFile.ChunkBytes];
    private readonly byte[] _sealed = new byte[SealedFile.ChunkBytes + SealedFile.TagBytes];
    private int _filled;
    private long _number;

    public SealedFileWriter(string path, KeyRing keys, Guid id)
    {
        _id = id;
        _header = SealedFile.NewHeader(keys);
        _cipher = SealedFile.Cipher(keys, _header, id);
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        _file.Write(_header);
    }

    public async Task Write(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        while (content.Length > 0)
        {
            // A full chunk waits until more comes, so that the last one is known to be the last.
            if (_filled == _chunk.Length)
                await Flush(last: false, cancellationToken);
            var taken = Math.Min(content.Length, _chunk.Length - _filled);
            content[..taken].CopyTo(_chunk.AsMemory(_filled));
            _filled += taken;
            content = content[taken..];
        }
    }

    /// <summary>Says that this was all. A file that was not completed reads as one that was cut off.</summary>
    public async Task Complete(CancellationToken cancellationToken)
    {
        await Flush(last: true, cancellationToken);
        _file.Flush(flushToDisk: true);
    }

    public async ValueTask DisposeAsync()
    {
        _cipher.Dispose();
        await _file.DisposeAsync();
    }

    private async Task Flush(bool last, CancellationToken cancellationToken)
    {
        _cipher.Encrypt(
            SealedFile.Nonce(_header, _number++),
            _chunk.AsSpan(0, _filled),
            _sealed.AsSpan(SealedFile.TagBytes, _filled),
            _sealed.AsSpan(0, SealedFile.TagBytes),
            SealedFile.AssociatedData(_id, last));
        await _file.WriteAsync(_sealed.AsMemory(0, SealedFile.TagBytes + _filled), cancellationToken);
        _filled = 0;
    }
}

/// <summary>Reads a sealed file anywhere in it, one chunk in memory at a time.</summary>
internal sealed class SealedFileStream : Stream
{
    private const int Step = SealedFile.ChunkBytes + SealedFile.TagBytes;

    private readonly FileStream _file;
    private readonly Guid _id;
    private readonly byte[] _header = new byte[SealedFile.HeaderBytes];
    private readonly AesGcm _cipher;
    private readonly byte[] _sealed = new byte[Step];
    private readonly byte[] _plain = new byte[SealedFile.ChunkBytes];
    private readonly long _chunks;
    private long _current = -1;
    private int _currentLength;
    private long _position;

    public SealedFileStream(string path, KeyRing keys, Guid id)
    {
        _id = id;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (_file.ReadAtLeast(_header, _header.Length, throwOnEndOfStream: false) < _header.Length)
            throw CutOff();
        _cipher = SealedFile.Cipher(keys, _header, id);
        var body = _file.Length - SealedFile.HeaderBytes;
        _chunks = (body + Step - 1) / Step;
        Length = body - _chunks * SealedFile.TagBytes;
        // Even an empty file has one chunk, which says that it is the last.
        if (_chunks == 0 || body - (_chunks - 1) * Step < SealedFile.TagBytes)
            throw CutOff();
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position >= Length || buffer.Length == 0)
            return 0;
        Load(_position / SealedFile.ChunkBytes);
        var within = (int)(_position % SealedFile.ChunkBytes);
        var taken = Math.Min(buffer.Length, _currentLength - within);
        _plain.AsSpan(within, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _cipher.Dispose();
        }
        base.Dispose(disposing);
    }

    private CryptographicException CutOff()
    {
        _file.Dispose();
        return new CryptographicException("The sealed file was cut off.");
    }

    private void Load(long chunk)
    {
        if (chunk == _current)
            return;
        // What was loaded before is gone, whether or not this succeeds.
        _current = -1;
        _file.Position = SealedFile.HeaderBytes + chunk * Step;
        var read = _file.ReadAtLeast(_sealed, Step, throwOnEndOfStream: false);
        _currentLength = read - SealedFile.TagBytes;
        _cipher.Decrypt(
            SealedFile.Nonce(_header, chunk),
            _sealed.AsSpan(SealedFile.TagBytes, _currentLength),
            _sealed.AsSpan(0, SealedFile.TagBytes),
            _plain.AsSpan(0, _currentLength),
            SealedFile.AssociatedData(_id, last: chunk == _chunks - 1));
        _current = chunk;
    }
}
