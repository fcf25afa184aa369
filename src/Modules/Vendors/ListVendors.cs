using Rahat.Contracts.Vendors;
using Rahat.Runtime.Security;

namespace Rahat.Vendors;

internal static class ListVendorsEndpoint
{
    public static Task<Page<VendorDetails>> Get(
        int? page,
        int? perPage,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(new ListVendors(PageRequest.Of(page, perPage)), cancellationToken);
}

internal sealed class ListVendorsHandler(VendorsDb db, PiiVault vault)
    : IRequestHandler<ListVendors, Page<VendorDetails>>
{
    public async Task<Page<VendorDetails>> Handle(ListVendors request, CancellationToken cancellationToken)
    {
        var vendors = await db.Vendors.AsNoTracking()
            .OrderByDescending(vendor => vendor.CreatedAt).ThenByDescending(vendor => vendor.Id)
            .Of(request.Page)
            .ToListAsync(cancellationToken);
        var ids = vendors.Select(vendor => vendor.Id).ToArray();
        var projects = (await db.ProjectVendors.AsNoTracking()
            .Where(row => ids.Contains(row.VendorId))
            .ToListAsync(cancellationToken)).ToLookup(row => row.VendorId, row => row.ProjectId);
        var total = await db.Vendors.CountAsync(cancellationToken);
        return request.Page.Answer(
            [.. vendors.Select(vendor => vendor.ToDetails([.. projects[vendor.Id]], vault))],
            total);
    }
}
