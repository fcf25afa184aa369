using System.Text;

using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Imports;

internal static class ExportRejectionsEndpoint
{
    public static async Task<IResult> Get(Guid id, IBus bus, CancellationToken cancellationToken)
    {
        // Asked before the answer begins, so that an unknown import is a 404 and not half a file.
        var first = await bus.Request(new ExportRejections { ImportId = id }, cancellationToken);
        return Results.Stream(
            body => Write(body, id, first, bus, cancellationToken), "text/csv; charset=utf-8", $"rejections-{id}.csv");
    }

    private static async Task Write(
        Stream body,
        Guid id,
        RejectionStretch stretch,
        IBus bus,
        CancellationToken cancellationToken)
    {
        // The mark tells spreadsheets that it is UTF-8.
        await using var text = new StreamWriter(
            body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteAsync("line,column,valueClass,code,reason\r\n");
        while (true)
        {
            foreach (var row in stretch.Rows)
                await text.WriteAsync(LineOf(row));
            await text.FlushAsync(cancellationToken);
            if (stretch.Next is not { } next)
                return;
            stretch = await bus.Request(new ExportRejections { ImportId = id, After = next }, cancellationToken);
        }
    }

    private static string LineOf(Rejection row) =>
        $"{row.Line},{CsvCell.Of(row.Column)},{CsvCell.Of(row.ValueClass)},"
        + $"{CsvCell.Of(row.Code)},{CsvCell.Of(row.Reason)}\r\n";
}

internal sealed class ExportRejectionsHandler(BeneficiariesDb db) : IRequestHandler<ExportRejections, RejectionStretch>
{
    public async Task<RejectionStretch> Handle(ExportRejections request, CancellationToken cancellationToken)
    {
        await db.FindImport(request.ImportId, cancellationToken);
        var after = request.After ?? 0;
        var rows = await db.ImportRows.AsNoTracking()
            .Where(row => row.ImportId == request.ImportId && row.BeneficiaryId == null && row.Id > after)
            .OrderBy(row => row.Id)
            .Take(request.Take)
            .ToListAsync(cancellationToken);
        return new RejectionStretch(
            [.. rows.Select(row => row.ToRejection())], rows.Count == request.Take ? rows[^1].Id : null);
    }
}
