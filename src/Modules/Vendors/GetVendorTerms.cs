using Rahat.Contracts.Vendors;

namespace Rahat.Vendors;

internal sealed class GetVendorTermsHandler(VendorsDb db) : IRequestHandler<GetVendorTerms, VendorTerms>
{
    public async Task<VendorTerms> Handle(GetVendorTerms request, CancellationToken cancellationToken) => new(
        await db.Vendors.AnyAsync(vendor => vendor.Id == request.VendorId, cancellationToken),
        await db.ProjectVendors.AnyAsync(
            row => row.ProjectId == request.ProjectId && row.VendorId == request.VendorId, cancellationToken));
}
