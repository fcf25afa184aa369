namespace Rahat.Beneficiaries.Imports.Reading;

/// <summary>A row of a file, whatever its format. The first one is the header.</summary>
/// <param name="Line">Its number as a spreadsheet shows it, from 1; in JSON the number of the object.</param>
/// <param name="Cells">Its cells, from the first column on.</param>
internal sealed record SourceRow(int Line, IReadOnlyList<Cell> Cells)
{
    public bool IsEmpty => Cells.All(cell => string.IsNullOrWhiteSpace(cell.Text));
}

/// <summary>A cell as text, numbers without exponent, dates as year-month-day.</summary>
internal readonly record struct Cell(string Text, CellKind Kind = CellKind.Plain)
{
    public static readonly Cell Empty = new("");
}

internal enum CellKind
{
    Plain,

    /// <summary>A workbook computed it, so what stands there is not what somebody wrote.</summary>
    Formula,

    /// <summary>A JSON object or array.</summary>
    Nested,
}
