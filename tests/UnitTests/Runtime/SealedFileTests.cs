using System.Security.Cryptography;

using CsCheck;

using Rahat.Runtime.Errors;
using Rahat.Runtime.Files;

namespace Rahat.UnitTests.Runtime;

public sealed class SealedFileTests : IDisposable
{
    private const int Chunk = 64 * 1024;
    private const int Header = 12;
    private const int Step = Chunk + 16;

    private readonly string _folder = Directory.CreateTempSubdirectory("rahat-unit-").FullName;
    private readonly FileStore _store;

    public SealedFileTests() => _store = new FileStore(_folder, Keys.Ring());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(3 * Chunk)]
    public async Task A_file_comes_back_as_it_went_in(int length)
    {
        var content = Content(length);

        var (file, _) = await Save(content);

        Assert.Equal((length, Convert.ToHexStringLower(SHA256.HashData(content))), (file.Length, file.Sha256));
        Assert.Equal(content, ReadAll(file));
    }

    [Fact]
    public async Task It_can_be_read_from_anywhere()
    {
        var content = Content(3 * Chunk + 77);
        var (file, _) = await Save(content);
        using var stream = _store.Open(file);

        Gen.Select(Gen.Int[0, content.Length], Gen.Int[1, 2 * Chunk]).Sample(
            (from, count) =>
            {
                stream.Seek(from, SeekOrigin.Begin);
                var buffer = new byte[count];
                var read = stream.ReadAtLeast(buffer, count, throwOnEndOfStream: false);
                return buffer.AsSpan(0, read)
                    .SequenceEqual(content.AsSpan(from, Math.Min(count, content.Length - from)));
            },
            iter: 200,
            threads: 1);
    }

    [Theory]
    [InlineData(Header)]
    [InlineData(Header + 5)]
    [InlineData(Header + Step)]
    [InlineData(Header + Step + 3)]
    [InlineData(Header + (2 * Step))]
    [InlineData(Header + (2 * Step) + 50)]
    [InlineData(3)]
    public async Task A_file_that_was_cut_off_is_not_read(int length)
    {
        var (file, path) = await Save(Content(2 * Chunk + 100));
        using (var raw = File.OpenWrite(path))
            raw.SetLength(length);

        Assert.ThrowsAny<CryptographicException>(() => ReadAll(file));
    }

    [Fact]
    public async Task Chunks_cannot_be_swapped()
    {
        var (file, path) = await Save(Content(2 * Chunk + 100));
        var raw = await File.ReadAllBytesAsync(path, Token);
        var (first, second, third) = (Header, Header + Step, Header + 2 * Step);
        byte[] swapped = [.. raw[..first], .. raw[second..third], .. raw[first..second], .. raw[third..]];
        await File.WriteAllBytesAsync(path, swapped, Token);

        Assert.ThrowsAny<CryptographicException>(() => ReadAll(file));
    }

    [Fact]
    public async Task A_chunk_of_another_file_is_not_read()
    {
        var (file, path) = await Save(Content(100));
        var (_, other) = await Save(Content(100));
        File.Copy(other, path, overwrite: true);

        Assert.ThrowsAny<CryptographicException>(() => ReadAll(file));
    }

    [Fact]
    public async Task After_a_damaged_chunk_the_good_ones_are_still_right()
    {
        var content = Content(2 * Chunk);
        var (file, path) = await Save(content);
        var raw = await File.ReadAllBytesAsync(path, Token);
        raw[^1] ^= 1;
        await File.WriteAllBytesAsync(path, raw, Token);
        using var stream = _store.Open(file);
        var buffer = new byte[10];

        stream.ReadExactly(buffer);
        stream.Position = Chunk;
        Assert.ThrowsAny<CryptographicException>(() => stream.ReadExactly(buffer));
        stream.Position = 0;
        stream.ReadExactly(buffer);

        Assert.Equal(content[..10], buffer);
    }

    [Fact]
    public async Task Too_large_a_file_is_refused_and_nothing_of_it_stays()
    {
        var refusal = await Assert.ThrowsAsync<Refusal>(
            () => _store.Save(new MemoryStream(Content(2 * Chunk)), Chunk, Token));

        Assert.Equal("file.too_large", refusal.Code);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task The_content_does_not_lie_about_in_the_open()
    {
        var content = "Sita Sharma"u8.ToArray();
        var (_, path) = await Save(content);

        Assert.True((await File.ReadAllBytesAsync(path, Token)).AsSpan().IndexOf(content) < 0);
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 % 251))];

    private async Task<(Rahat.Contracts.FileReference File, string Path)> Save(byte[] content)
    {
        var file = await _store.Save(new MemoryStream(content), long.MaxValue, Token);
        return (file, Path.Combine(_folder, $"{file.Id:N}.sealed"));
    }

    private byte[] ReadAll(Rahat.Contracts.FileReference file)
    {
        using var stream = _store.Open(file);
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
