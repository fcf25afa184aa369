using Rahat.Contracts.Distribution;
using Rahat.Distribution.Ledger;

namespace Rahat.Distribution.Balances;

internal static class GetVendorBalanceEndpoint
{
    public static Task<IReadOnlyList<Balance>> Get(
        Guid vendorId,
        Guid projectId,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(new GetVendorBalance(vendorId, projectId), cancellationToken);
}

internal sealed class GetVendorBalanceHandler(DistributionDb db, BalanceSheet sheet)
    : IRequestHandler<GetVendorBalance, IReadOnlyList<Balance>>
{
    public Task<IReadOnlyList<Balance>> Handle(GetVendorBalance request, CancellationToken cancellationToken)
    {
        if (request.VendorId != db.Caller.UserId && !db.Caller.May("read", "distribution"))
            throw new Refusal(RefusalKind.Forbidden, "vendor.not_you", "A vendor sees its own balance alone.");
        var open = db.Redemptions.Where(one => one.VendorId == request.VendorId);
        return sheet.Of(request.ProjectId, AccountName.Vendor(request.VendorId), open, cancellationToken);
    }
}
