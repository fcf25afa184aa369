using System.Text;

namespace Rahat.Beneficiaries.Imports.Reading;

/// <summary>
/// Tells how a text file is encoded. A name must not be guessed: what is not valid UTF-8 is refused unless the uploader
/// says what it is.
/// </summary>
internal static class TextEncoding
{
    private const int BufferBytes = 64 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Encoding Of(Stream content, bool isLatin1)
    {
        content.Position = 0;
        Span<byte> mark = stackalloc byte[3];
        var read = content.ReadAtLeast(mark, 3, throwOnEndOfStream: false);
        mark = mark[..read];
        if (mark.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
        if (mark.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
        // What programs call Latin-1 is Windows-1252, which has the same letters and a few signs more.
        if (isLatin1 && !mark.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        content.Position = 0;
        RefuseUnlessUtf8(content);
        return StrictUtf8;
    }

    public static Refusal Unreadable(int line) => RowSource.Refused(
        "import.not_utf8",
        $"Line {line} has a letter that is not encoded as UTF-8. Save the file as \"CSV UTF-8\", or send it again with "
        + "encoding=latin1 if it comes from an older program.");

    private static void RefuseUnlessUtf8(Stream content)
    {
        var decoder = StrictUtf8.GetDecoder();
        var bytes = new byte[BufferBytes];
        var chars = new char[BufferBytes + 1];
        var line = 1;
        while (true)
        {
            var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            try
            {
                decoder.GetChars(bytes, 0, read, chars, 0, flush: read < bytes.Length);
            }
            catch (DecoderFallbackException fault)
            {
                throw Unreadable(line + bytes.AsSpan(0, Math.Clamp(fault.Index, 0, read)).Count((byte)'\n'));
            }
            if (bytes.AsSpan(0, read).Contains((byte)0))
            {
                throw RowSource.Refused(
                    "import.not_text", "The file is not a text file. Send a CSV, a workbook (.xlsx) or JSON.");
            }
            line += bytes.AsSpan(0, read).Count((byte)'\n');
            if (read < bytes.Length)
                return;
        }
    }
}
