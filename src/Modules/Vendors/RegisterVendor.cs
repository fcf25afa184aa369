using Rahat.Contracts.Identity;
using Rahat.Contracts.Vendors;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Security;

namespace Rahat.Vendors;

internal static class RegisterVendorEndpoint
{
    public static Task<VendorDetails> Post(RegisterVendor request, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(request, cancellationToken);
}

internal sealed class RegisterVendorHandler(VendorsDb db, IBus bus, PiiVault vault, PhoneParser phones)
    : IRequestHandler<RegisterVendor, VendorDetails>
{
    /// <summary>Anybody may register, so nobody may leave much behind.</summary>
    private const int MaxExtras = 8_000;

    public async Task<VendorDetails> Handle(RegisterVendor request, CancellationToken cancellationToken)
    {
        var email = string.IsNullOrWhiteSpace(request.Email) ? null : request.Email.Trim().ToLowerInvariant();
        var phone = string.IsNullOrWhiteSpace(request.Phone) ? (PhoneNumber?)null : Read(request.Phone);
        if (request.Extras is { } extras && extras.GetRawText().Length > MaxExtras)
            throw Refusal.Invalid(new FieldFault("extras", $"extras must have at most {MaxExtras} characters"));
        if (email is null && phone is null)
            throw Refusal.Invalid(new FieldFault("phone", "email or phone is needed to sign in with"));
        await MustBeFree(email, phone, request.Wallet, cancellationToken);

        var vendor = Vendor.Register(db.NewId(), request, email, phone, vault, db.Now);
        db.Add(vendor);
        db.Publish(new VendorRegistered(vendor.Id));
        await db.SaveChangesAsync(cancellationToken);
        return vendor.ToDetails([], vault);
    }

    private async Task MustBeFree(
        string? email,
        PhoneNumber? phone,
        string? wallet,
        CancellationToken cancellationToken)
    {
        var question = new IsAddressTaken { Email = email, Phone = phone?.E164, Wallet = wallet };
        var taken = await bus.Request(question, cancellationToken);
        if (taken.Email || (email is not null && await EmailIsTaken(email, cancellationToken)))
            throw new Refusal(RefusalKind.Conflict, "vendor.email_taken", "Email must be unique");
        if (taken.Phone || (phone is not null && await PhoneIsTaken(phone.Value, cancellationToken)))
            throw new Refusal(RefusalKind.Conflict, "vendor.phone_taken", "Phone Number must be unique");
        if (taken.Wallet || (wallet is not null && await WalletIsTaken(wallet, cancellationToken)))
            throw new Refusal(RefusalKind.Conflict, "vendor.wallet_taken", "Wallet must be unique");
    }

    private Task<bool> WalletIsTaken(string wallet, CancellationToken cancellationToken)
    {
        var index = Vendor.IndexOfWallet(wallet);
        return db.Vendors.AnyAsync(vendor => vendor.WalletIndex == index, cancellationToken);
    }

    private PhoneNumber Read(string text) =>
        phones.Read(text) is { Fault: PhoneFault.None } reading
            ? reading.Number
            : throw Refusal.Invalid(
                new FieldFault("phone", "phone must be a telephone number, best with its country code"));

    private Task<bool> EmailIsTaken(string email, CancellationToken cancellationToken)
    {
        var index = Vendor.IndexOfEmail(email, vault);
        return db.Vendors.AnyAsync(vendor => vendor.EmailIndex == index, cancellationToken);
    }

    private Task<bool> PhoneIsTaken(PhoneNumber phone, CancellationToken cancellationToken)
    {
        var index = Vendor.IndexOfPhone(phone, vault);
        return db.Vendors.AnyAsync(vendor => vendor.PhoneIndex == index, cancellationToken);
    }
}
