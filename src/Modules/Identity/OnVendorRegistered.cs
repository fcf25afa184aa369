using Rahat.Contracts.Vendors;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Security;

namespace Rahat.Identity;

/// <summary>Gives a vendor the user account it signs in with; the user has the vendor's id.</summary>
internal sealed class OnVendorRegistered(IdentityDb db, IBus bus, PiiVault vault, PhoneParser phones)
    : IEventHandler<VendorRegistered>
{
    public async Task Handle(VendorRegistered happened, CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(user => user.Uuid == happened.VendorId, cancellationToken))
            return;
        var vendor = await bus.Request(new GetVendorLogin(happened.VendorId), cancellationToken);
        LoginAddress?[] given =
        [
            vendor.Email is { } email ? LoginAddress.OfEmail(email) : null,
            vendor.Phone is { } phone ? LoginAddress.OfPhone(phone, phones) : null,
            vendor.Wallet is { } wallet ? LoginAddress.OfWallet(wallet) : null,
        ];
        LoginAddress[] addresses = [.. given.OfType<LoginAddress>()];
        foreach (var address in addresses)
            await RefuseTaken(address, cancellationToken);
        var user = User.Register(happened.VendorId, vendor.Name, addresses, vault, db.Now);
        await db.AddUser(user, Role.Vendor, addresses, vault, cancellationToken);
    }

    /// <summary>Vendors asked before it registered the vendor; here somebody else was faster.</summary>
    private async Task RefuseTaken(LoginAddress address, CancellationToken cancellationToken)
    {
        var index = address.IndexIn(vault);
        var taken = await db.Logins.AnyAsync(
            one => one.Service == address.Service && one.AddressIndex == index, cancellationToken);
        if (taken)
        {
            throw new Refusal(
                RefusalKind.Conflict, "login.address_taken", "Somebody signs in with one of these addresses already.");
        }
    }
}
