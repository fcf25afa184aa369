using System.Text.Json;

using Rahat.Beneficiaries.Imports.Reading;
using Rahat.Runtime.Phones;

namespace Rahat.Beneficiaries.Imports;

/// <summary>What a row says: a person, or why not, or nothing at all.</summary>
internal sealed record ReadRow(int Line, Person? Person, IReadOnlyList<RowFault> Faults)
{
    public bool IsEmpty => Person is null && Faults.Count == 0;
}

/// <summary>One thing that is wrong with a row. It names column and kind of value, never the value.</summary>
internal sealed record RowFault(string? Header, string? ValueClass, string Code, string Reason);

/// <summary>Makes people of rows.</summary>
internal sealed class PersonReader(ColumnPlan plan, PhoneParser phones, DateTimeOffset today)
{
    public const int MaxCellLength = 4_000;

    private const int MaxExtrasLength = 16_000;
    private const int MaxFaults = 5;

    public ReadRow Read(SourceRow row)
    {
        if (row.IsEmpty)
            return new ReadRow(row.Line, null, []);
        if (WidthFault(row) is { } width)
            return new ReadRow(row.Line, null, [width]);
        var cells = new RowCells(phones, today);
        var extras = new Dictionary<string, string>();
        for (var i = 0; i < plan.Columns.Count; i++)
        {
            var column = plan.Columns[i];
            var text = row.Cells[i].Text.Trim();
            if (text.Length > MaxCellLength)
            {
                cells.Fault(
                    column.Header,
                    text,
                    "row.too_long",
                    $"The cell has more than {MaxCellLength} characters. Shorten it.");
            }
            else if (column.Field is { } field)
            {
                cells.Take(field, column.Header, text, row.Cells[i].Kind);
            }
            else if (text.Length > 0)
            {
                extras[column.ExtrasKey] = text;
            }
        }
        var json = extras.Count > 0 ? JsonSerializer.Serialize(extras) : null;
        if (json?.Length > MaxExtrasLength)
        {
            cells.Fault(
                null,
                null,
                "row.too_long",
                "The columns that mean no field hold too much text in this row. Shorten it.");
        }

        var person = cells.ToPerson(json);
        return new ReadRow(row.Line, cells.Faults.Count == 0 ? person : null, [.. cells.Faults.Take(MaxFaults)]);
    }

    private RowFault? WidthFault(SourceRow row)
    {
        var (wanted, found) = (plan.Columns.Count, row.Cells.Count);
        if (found < wanted)
        {
            return new RowFault(
                null, null, "row.too_few_cells",
                $"The row has {found} cells where the header has {wanted}. Add the missing separators, even for "
                + "empty cells.");
        }
        if (row.Cells.Skip(wanted).All(cell => string.IsNullOrWhiteSpace(cell.Text)))
            return null;
        return new RowFault(
            null, null, "row.too_many_cells",
            $"The row has {found} cells where the header has {wanted}. A separator inside a value needs quotation "
            + "marks around the value.");
    }
}
