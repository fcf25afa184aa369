using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Rahat.Beneficiaries.Imports.Reading;

/// <summary>
/// Looks through a workbook before anything trusts it: unpacks every part while counting, so that no size that the file
/// states of itself is believed, refuses document types, and notes which cells of the first sheet are formulas.
/// </summary>
internal static class WorkbookGuard
{
    private const int MaxEntries = 1_000;
    private const long MaxUnpackedBytes = 400_000_000;
    private const long MaxSharedTextBytes = 64_000_000;
    private const long RatioFreeBytes = 10_000_000;
    private const int MaxRatio = 200;
    private const int MaxRow = 1_048_576;
    private const int MaxFormulas = 200_000;
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly XmlReaderSettings Strict = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreWhitespace = true,
    };

    /// <returns>Row and column, from 1, of the first sheet's cells that a formula computes.</returns>
    public static IReadOnlySet<(int Row, int Column)> Check(Stream content, CancellationToken cancellationToken)
    {
        content.Position = 0;
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MaxEntries)
                throw Bomb();
            var budget = new Budget(content.Length);
            var sheet = FirstSheet(zip, budget);
            var formulas = new HashSet<(int Row, int Column)>();
            foreach (var entry in zip.Entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var part = new CountingStream(entry, budget);
                if (entry == sheet)
                    ReadSheet(part, formulas);
                else if (IsXml(entry.FullName))
                    ReadXml(part);
                else
                    part.CopyTo(Stream.Null);
            }
            return formulas;
        }
        catch (XmlException fault)
        {
            throw fault.Message.Contains("DTD", StringComparison.Ordinal) ? ForeignDocument() : Damaged();
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    public static Refusal Damaged() => RowSource.Refused(
        "import.damaged_workbook",
        "The workbook is damaged or not made as a workbook should be. Open it in a spreadsheet program, save it "
        + "as .xlsx and send that.");

    private static Refusal Bomb() => RowSource.Refused(
        "import.unpacks_too_large",
        "The workbook unpacks to far more than a list of people has. Copy the people into a new workbook, or send "
        + "it as CSV.");

    private static Refusal ForeignDocument() => RowSource.Refused(
        "import.forbidden_xml",
        "The workbook declares document types, which no spreadsheet program writes. Save it as .xlsx anew and "
        + "send that.");

    private static bool IsXml(string name) =>
        name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(
            ".rels", StringComparison.OrdinalIgnoreCase);

    private static ZipArchiveEntry FirstSheet(ZipArchive zip, Budget budget)
    {
        var id = First(
            zip, "xl/workbook.xml", budget, xml => xml.LocalName == "sheet" ? xml.GetAttribute("id", Relations) : null);
        var target = First(zip, "xl/_rels/workbook.xml.rels", budget, xml =>
            xml.LocalName == "Relationship" && xml.GetAttribute("Id") == id ? xml.GetAttribute("Target") : null);
        var path = target is ['/', ..] ? target[1..] : $"xl/{target}";
        return zip.GetEntry(path) ?? throw Damaged();
    }

    private static string First(ZipArchive zip, string part, Budget budget, Func<XmlReader, string?> pick)
    {
        using var content = new CountingStream(zip.GetEntry(part) ?? throw Damaged(), budget);
        using var xml = XmlReader.Create(content, Strict);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && pick(xml) is { } found)
                return found;
        }
        throw Damaged();
    }

    private static void ReadXml(Stream part)
    {
        using var xml = XmlReader.Create(part, Strict);
        while (xml.Read())
        {
            // Reading is the check: it unpacks the part and stops at a document type.
        }
    }

    private static void ReadSheet(Stream part, HashSet<(int Row, int Column)> formulas)
    {
        using var xml = XmlReader.Create(part, Strict);
        var (row, column) = (0, 0);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "row":
                    row = RowOf(xml.GetAttribute("r"), row + 1);
                    column = 0;
                    break;
                case "c":
                    column = xml.GetAttribute("r") is { } name ? ColumnOf(name) : column + 1;
                    break;
                case "f":
                    formulas.Add((row, column));
                    break;
            }
            if (row is < 0 or > MaxRow)
                throw Damaged();
            if (column > RowSource.MaxColumns)
                throw RowSource.TooManyColumns();
            if (formulas.Count > MaxFormulas)
            {
                throw RowSource.Refused(
                    "import.too_many_formulas",
                    "The sheet is full of formulas. Copy it, paste it into a new workbook as values only, and "
                    + "send that.");
            }
        }
    }

    private static int RowOf(string? number, int next)
    {
        if (number is null)
            return next;
        var isNumber = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var row);
        return isNumber ? row : throw Damaged();
    }

    /// <summary>27 for <c>AA9</c>.</summary>
    private static int ColumnOf(string name)
    {
        var column = 0;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetter(c) || column > RowSource.MaxColumns)
                break;
            column = column * 26 + (char.ToUpperInvariant(c) - 'A' + 1);
        }
        return column > 0 ? column : throw Damaged();
    }

    /// <summary>What may still be unpacked.</summary>
    private sealed class Budget(long packed)
    {
        private long _unpacked;

        public void Spend(int bytes)
        {
            _unpacked += bytes;
            // The first sheet's relations are read twice, which the limits have room for.
            if (_unpacked > MaxUnpackedBytes || (
                _unpacked > RatioFreeBytes && _unpacked / Math.Max(packed, 1) > MaxRatio))
            {
                throw Bomb();
            }
        }
    }

    private sealed class CountingStream(ZipArchiveEntry entry, Budget budget) : Stream
    {
        private readonly Stream _inner = entry.Open();
        private readonly bool _isSharedText = entry.FullName.EndsWith(
            "sharedStrings.xml", StringComparison.OrdinalIgnoreCase);
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = _inner.Read(buffer);
            _read += read;
            budget.Spend(read);
            return _isSharedText && _read > MaxSharedTextBytes ? throw Bomb() : read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
