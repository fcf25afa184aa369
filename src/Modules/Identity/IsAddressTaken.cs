using Rahat.Contracts.Identity;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Security;

namespace Rahat.Identity;

internal sealed class IsAddressTakenHandler(IdentityDb db, PiiVault vault, PhoneParser phones)
    : IRequestHandler<IsAddressTaken, AddressTaken>
{
    public async Task<AddressTaken> Handle(IsAddressTaken request, CancellationToken cancellationToken) => new(
        await IsTaken(request.Email is { } email ? LoginAddress.OfEmail(email) : null, cancellationToken),
        await IsTaken(request.Phone is { } phone ? LoginAddress.OfPhone(phone, phones) : null, cancellationToken),
        await IsTaken(request.Wallet is { } wallet ? LoginAddress.OfWallet(wallet) : null, cancellationToken));

    private async Task<bool> IsTaken(LoginAddress? address, CancellationToken cancellationToken)
    {
        if (address is null)
            return false;
        var index = address.IndexIn(vault);
        return await db.Logins.AnyAsync(
            login => login.Service == address.Service && login.AddressIndex == index, cancellationToken);
    }
}
