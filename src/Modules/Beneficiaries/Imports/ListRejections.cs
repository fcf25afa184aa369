using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Imports;

internal static class ListRejectionsEndpoint
{
    public static Task<Page<Rejection>> Get(
        Guid id,
        int? page,
        int? perPage,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(new ListRejections(id, PageRequest.Of(page, perPage)), cancellationToken);
}

internal sealed class ListRejectionsHandler(BeneficiariesDb db) : IRequestHandler<ListRejections, Page<Rejection>>
{
    public async Task<Page<Rejection>> Handle(ListRejections request, CancellationToken cancellationToken)
    {
        await db.FindImport(request.ImportId, cancellationToken);
        var reported = db.ImportRows.AsNoTracking().Where(
            row => row.ImportId == request.ImportId && row.BeneficiaryId == null);
        var rows = await reported.OrderBy(row => row.Id).Of(request.Page).ToListAsync(cancellationToken);
        var total = await reported.CountAsync(cancellationToken);
        return request.Page.Answer([.. rows.Select(row => row.ToRejection())], total);
    }
}
