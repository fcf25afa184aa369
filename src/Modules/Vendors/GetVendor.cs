using Rahat.Contracts.Vendors;
using Rahat.Runtime.Security;

namespace Rahat.Vendors;

internal static class GetVendorEndpoint
{
    public static Task<VendorDetails> Get(Guid vendorId, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new GetVendor(vendorId), cancellationToken);
}

internal sealed class GetVendorHandler(VendorsDb db, PiiVault vault) : IRequestHandler<GetVendor, VendorDetails>
{
    public async Task<VendorDetails> Handle(GetVendor request, CancellationToken cancellationToken)
    {
        var vendor = await db.Find(request.VendorId, cancellationToken);
        return vendor.ToDetails(await db.ProjectsOf(vendor.Id, cancellationToken), vault);
    }
}
