using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Security;

namespace Rahat.Beneficiaries.Imports;

internal static class ListImportsEndpoint
{
    public static Task<Page<ImportDetails>> Get(
        int? page,
        int? perPage,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(new ListImports(PageRequest.Of(page, perPage)), cancellationToken);
}

internal sealed class ListImportsHandler(
    BeneficiariesDb db,
    PiiVault vault) : IRequestHandler<ListImports, Page<ImportDetails>>
{
    public async Task<Page<ImportDetails>> Handle(ListImports request, CancellationToken cancellationToken)
    {
        var imports = await db.Imports.AsNoTracking()
            .OrderByDescending(import => import.CreatedAt).ThenByDescending(import => import.Id)
            .Of(request.Page)
            .ToListAsync(cancellationToken);
        var total = await db.Imports.CountAsync(cancellationToken);
        return request.Page.Answer([.. imports.Select(import => import.ToDetails(vault))], total);
    }
}
