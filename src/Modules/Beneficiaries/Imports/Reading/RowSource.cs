using System.Text;

using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Imports.Reading;

/// <summary>
/// Reads a file row by row in bounded memory. What cannot be read at all is refused with what to do about it.
/// </summary>
internal static class RowSource
{
    public const int MaxColumns = 500;

    private const int HeadBytes = 512;

    /// <summary>What the content is, given what the uploader or the file's name says.</summary>
    public static ImportDoctype Recognise(Stream content, ImportDoctype? told, bool isGuess)
    {
        content.Position = 0;
        var head = new byte[HeadBytes];
        var read = content.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        var start = head.AsSpan(0, read);
        if (start.IsEmpty)
            throw Refused("import.empty", "The file is empty. Send one with a header row and a row for each person.");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw Refused(
                "import.old_workbook",
                "This is an old workbook (.xls) or one with a password. Save it as .xlsx without a password and "
                + "send that.");
        }
        var isZip = start.StartsWith("PK\x03\x04"u8);
        if (told == ImportDoctype.Excel && !isZip)
        {
            throw Refused(
                "import.not_a_workbook",
                "The file was sent as a workbook but is none. Save it as .xlsx in a spreadsheet program, or send "
                + "it as CSV.");
        }
        if (isZip && (told is null || isGuess || told == ImportDoctype.Excel))
            return ImportDoctype.Excel;
        if (isZip)
            throw Refused("import.wrong_doctype", "The file is a workbook. Send it with doctype EXCEL.");
        if (told is { } doctype)
            return doctype;
        var text = Encoding.UTF8.GetString(start).TrimStart('\uFEFF').TrimStart();
        return text is ['[' or '{', ..] ? ImportDoctype.Json : ImportDoctype.Csv;
    }

    public static IAsyncEnumerable<SourceRow> Read(
        Stream content,
        ImportDoctype doctype,
        bool isLatin1,
        CancellationToken cancellationToken) => doctype switch
        {
            ImportDoctype.Excel => ExcelRows.Read(content, cancellationToken),
            ImportDoctype.Json => JsonRows.Read(content, cancellationToken),
            _ => CsvRows.Read(content, isLatin1, cancellationToken),
        };

    public static Refusal Refused(string code, string reason) => new(RefusalKind.Invalid, code, reason);

    public static Refusal TooManyColumns() => Refused(
        "import.too_many_columns",
        $"The file has more than {MaxColumns} columns. Remove those that are not about the people and send it again.");
}
