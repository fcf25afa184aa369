using System.Runtime.CompilerServices;
using System.Text;

using Sylvan.Data.Csv;

namespace Rahat.Beneficiaries.Imports.Reading;

/// <summary>Rows of a text file with commas, semicolons, tabs or bars between its cells.</summary>
internal static class CsvRows
{
    private const int BufferChars = 64 * 1024;
    private const int MaxRecordChars = 1024 * 1024;
    private const string SeparatorHint = "sep=";

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    public static async IAsyncEnumerable<SourceRow> Read(
        Stream content,
        bool isLatin1,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var encoding = TextEncoding.Of(content, isLatin1);
        content.Position = 0;
        var (delimiter, hasHint) = DelimiterOf(content, encoding);
        content.Position = 0;
        using var text = new StreamReader(
            content, encoding, detectEncodingFromByteOrderMarks: true, BufferChars, leaveOpen: true);
        if (hasHint)
            await text.ReadLineAsync(cancellationToken);
        using var csv = Guarded(0, () => CsvDataReader.Create(text, Options(delimiter)));
        for (var line = 1; ; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Guarded(line, () => Next(csv, line)) is not { } row)
                yield break;
            yield return row;
        }
    }

    private static CsvDataReaderOptions Options(char delimiter) => new()
    {
        HasHeaders = false,
        Delimiter = delimiter,
        // A line that begins with # is a row like any other.
        Comment = '\0',
        BufferSize = BufferChars,
        MaxBufferSize = MaxRecordChars,
        OwnsReader = false,
    };

    private static SourceRow? Next(CsvDataReader csv, int line)
    {
        if (!csv.Read())
            return null;
        if (csv.RowFieldCount > RowSource.MaxColumns)
            throw RowSource.TooManyColumns();
        var cells = new Cell[csv.RowFieldCount];
        for (var column = 0; column < cells.Length; column++)
            cells[column] = new Cell(csv.GetString(column));
        return new SourceRow(line, cells);
    }

    private static T Guarded<T>(int line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvRecordTooLargeException)
        {
            throw RowSource.Refused(
                "import.row_too_long",
                $"Row {line} does not end, most likely because a quotation mark was never closed. Mend it and send "
                + "the file again.");
        }
        catch (CsvFormatException)
        {
            throw RowSource.Refused(
                "import.broken_quotes",
                $"Row {line} has a quotation mark in the wrong place, so that the rows after it cannot be told apart. "
                + "Mend it and send the file again.");
        }
        catch (DecoderFallbackException)
        {
            throw TextEncoding.Unreadable(line);
        }
    }

    /// <summary>
    /// The separator that the first row has most of outside of quotes, or the one that a first line <c>sep=;</c>
    /// names.
    /// </summary>
    private static (char Delimiter, bool HasHint) DelimiterOf(Stream content, Encoding encoding)
    {
        using var text = new StreamReader(
            content, encoding, detectEncodingFromByteOrderMarks: true, BufferChars, leaveOpen: true);
        var head = new char[BufferChars];
        var length = Guarded(1, () => text.ReadBlock(head));
        var start = head.AsSpan(0, length);
        var isHint = start.StartsWith(SeparatorHint, StringComparison.OrdinalIgnoreCase);
        if (isHint && start.Length > 5 && start[5] is '\r' or '\n')
            return (start[4], true);
        var counts = new int[Delimiters.Length];
        var quoted = false;
        foreach (var c in start)
        {
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && c is '\r' or '\n' && counts.Any(count => count > 0))
                break;
            else if (!quoted && Array.IndexOf(Delimiters, c) is >= 0 and var which)
                counts[which]++;
        }
        var most = counts.Max();
        return (most == 0 ? ',' : Delimiters[Array.IndexOf(counts, most)], false);
    }
}
