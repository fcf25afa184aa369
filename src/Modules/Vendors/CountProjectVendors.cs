using Rahat.Contracts.Vendors;

namespace Rahat.Vendors;

internal sealed class CountProjectVendorsHandler(VendorsDb db) : IRequestHandler<CountProjectVendors, VendorCount>
{
    public async Task<VendorCount> Handle(CountProjectVendors request, CancellationToken cancellationToken) =>
        new(await db.ProjectVendors.CountAsync(row => row.ProjectId == request.ProjectId, cancellationToken));
}
