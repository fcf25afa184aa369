using Rahat.Contracts.Distribution;

namespace Rahat.Distribution.Redemptions;

internal static class VoidRedemptionEndpoint
{
    public static Task<RedemptionDetails> Post(Guid redemptionId, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new VoidRedemption(redemptionId), cancellationToken);
}

internal sealed class VoidRedemptionHandler(DistributionDb db, RedemptionDesk desk)
    : IRequestHandler<VoidRedemption, RedemptionDetails>
{
    public async Task<RedemptionDetails> Handle(VoidRedemption request, CancellationToken cancellationToken)
    {
        var redemption = await desk.Find(request.RedemptionId, cancellationToken);
        if (redemption.VendorId != db.Caller.UserId && !db.Caller.May("create", "distribution"))
        {
            throw new Refusal(
                RefusalKind.Forbidden,
                "redemption.not_yours",
                "Another vendor asked for this redemption.");
        }
        var token = await db.Token(redemption.TokenId, cancellationToken);
        redemption.Void(VoidReason.GivenUp, db.Now);
        await desk.Release(redemption, token, cancellationToken);
        return redemption.ToDetails(token);
    }
}
