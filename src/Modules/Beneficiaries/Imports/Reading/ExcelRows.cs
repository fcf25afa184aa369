using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml;

using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Rahat.Beneficiaries.Imports.Reading;

/// <summary>Rows of the first sheet of a workbook, once the guard has let it pass.</summary>
internal static class ExcelRows
{
    /// <summary>Below this a binary fraction holds every whole number exactly.</summary>
    private const double MaxExact = 1e15;

    /// <summary>
    /// Shared texts stay in memory, where the guard bounds them: personal data must not lie in a temporary file.
    /// </summary>
    private static readonly OpenXmlConfiguration Configuration = new() { EnableSharedStringCache = false };

    public static async IAsyncEnumerable<SourceRow> Read(
        Stream content,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var formulas = WorkbookGuard.Check(content, cancellationToken);
        content.Position = 0;
        using var rows = Guarded(() =>
            MiniExcel.Query(content, useHeaderRow: false, excelType: ExcelType.XLSX, configuration: Configuration)
                .Cast<IDictionary<string, object?>>().GetEnumerator());
        for (var line = 1; Guarded(rows.MoveNext); line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new SourceRow(line, Cells(rows.Current.Values, line, formulas));
        }
    }

    private static Cell[] Cells(ICollection<object?> values, int line, IReadOnlySet<(int Row, int Column)> formulas)
    {
        var cells = new Cell[values.Count];
        var column = 0;
        foreach (var value in values)
        {
            var kind = formulas.Contains((line, column + 1)) ? CellKind.Formula : CellKind.Plain;
            cells[column++] = new Cell(TextOf(value), kind);
        }
        return cells;
    }

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        double number when Math.Abs(number) < MaxExact && number == Math.Truncate(number) =>
            number.ToString("F0", CultureInfo.InvariantCulture),
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>
    /// The library reports a workbook that is not made as it should be by whatever its code happens to trip over.
    /// </summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or FormatException
            or ArgumentException or InvalidOperationException or NullReferenceException or KeyNotFoundException
            or IndexOutOfRangeException or OverflowException or InvalidCastException or NotSupportedException)
        {
            throw WorkbookGuard.Damaged();
        }
    }
}
