using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Rahat.Beneficiaries.Imports.Reading;

/// <summary>Rows of a JSON array of objects; the keys of them all are the header.</summary>
internal static class JsonRows
{
    private static readonly JsonSerializerOptions Options = new() { MaxDepth = 16 };

    public static async IAsyncEnumerable<SourceRow> Read(
        Stream content,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var columns = new Dictionary<string, int>();
        await foreach (var (_, person) in Objects(content, cancellationToken))
        {
            foreach (var property in person.EnumerateObject())
                columns.TryAdd(property.Name, columns.Count);
            if (columns.Count > RowSource.MaxColumns)
                throw RowSource.TooManyColumns();
        }
        yield return new SourceRow(0, [.. columns.Keys.Select(name => new Cell(name))]);
        await foreach (var (number, person) in Objects(content, cancellationToken))
        {
            var cells = new Cell[columns.Count];
            Array.Fill(cells, Cell.Empty);
            foreach (var property in person.EnumerateObject())
                cells[columns[property.Name]] = CellOf(property.Value);
            yield return new SourceRow(number, cells);
        }
    }

    private static Cell CellOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => Cell.Empty,
        JsonValueKind.String => new Cell(value.GetString()!),
        JsonValueKind.Object or JsonValueKind.Array => new Cell(value.GetRawText(), CellKind.Nested),
        _ => new Cell(value.GetRawText()),
    };

    private static async IAsyncEnumerable<(int Number, JsonElement Object)> Objects(
        Stream content,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        content.Position = 0;
        var items = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(content, Options, cancellationToken);
        await using var reader = items.GetAsyncEnumerator(cancellationToken);
        for (var number = 1; await Next(reader); number++)
        {
            if (reader.Current.ValueKind != JsonValueKind.Object)
                throw NotJson($"Element {number} is not an object.");
            yield return (number, reader.Current);
        }
    }

    private static async Task<bool> Next(IAsyncEnumerator<JsonElement> reader)
    {
        try
        {
            return await reader.MoveNextAsync();
        }
        catch (JsonException fault)
        {
            throw NotJson($"Line {fault.LineNumber + 1 ?? 1} breaks off or has a sign in the wrong place.");
        }
    }

    private static Refusal NotJson(string where) => RowSource.Refused(
        "import.not_json",
        $"The file is not a JSON array of objects, one for each person. {where} Mend it and send it again.");
}
