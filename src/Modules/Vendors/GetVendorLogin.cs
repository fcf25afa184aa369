using Rahat.Contracts.Vendors;
using Rahat.Runtime.Security;

namespace Rahat.Vendors;

internal sealed class GetVendorLoginHandler(VendorsDb db, PiiVault vault) : IRequestHandler<GetVendorLogin, VendorLogin>
{
    public async Task<VendorLogin> Handle(GetVendorLogin request, CancellationToken cancellationToken)
    {
        var vendor = (await db.Find(request.VendorId, cancellationToken)).ToDetails([], vault);
        return new VendorLogin(vendor.Uuid, vendor.Name, vendor.Email, vendor.Phone, vendor.Wallet);
    }
}
