using Rahat.Contracts.Distribution;

namespace Rahat.Distribution.Redemptions;

internal static class GetRedemptionEndpoint
{
    public static Task<RedemptionDetails> Get(Guid redemptionId, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new GetRedemption(redemptionId), cancellationToken);
}

internal sealed class GetRedemptionHandler(DistributionDb db, RedemptionDesk desk)
    : IRequestHandler<GetRedemption, RedemptionDetails>
{
    public async Task<RedemptionDetails> Handle(GetRedemption request, CancellationToken cancellationToken)
    {
        var redemption = await desk.Find(request.RedemptionId, cancellationToken);
        return redemption.ToDetails(await db.Token(redemption.TokenId, cancellationToken));
    }
}
