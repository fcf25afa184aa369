using Rahat.Contracts.Distribution;
using Rahat.Contracts.Projects;
using Rahat.Runtime.Security;

namespace Rahat.Distribution.Redemptions;

internal static class ConfirmRedemptionEndpoint
{
    public static Task<RedemptionDetails> Post(
        Guid redemptionId,
        ConfirmRedemption request,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(request with { RedemptionId = redemptionId }, cancellationToken);
}

internal sealed class ConfirmRedemptionHandler(DistributionDb db, RedemptionDesk desk, IBus bus, PiiVault vault)
    : IRequestHandler<ConfirmRedemption, RedemptionDetails>
{
    public async Task<RedemptionDetails> Handle(ConfirmRedemption request, CancellationToken cancellationToken)
    {
        var redemption = await desk.Find(request.RedemptionId, cancellationToken);
        if (redemption.VendorId != db.Caller.UserId)
        {
            throw new Refusal(
                RefusalKind.Forbidden,
                "redemption.not_yours",
                "Another vendor asked for this redemption.");
        }
        var terms = await bus.Request(new GetProjectTerms(redemption.ProjectId), cancellationToken);
        terms.MustBeActive(Capability.Redemption);
        var token = await db.Token(redemption.TokenId, cancellationToken);

        if (redemption.Capture(request.Code, vault, db.Now))
        {
            await desk.Capture(redemption, token, cancellationToken);
            return redemption.ToDetails(token);
        }
        var locked = redemption.Status == RedemptionStatus.Voided;
        if (locked)
            await desk.Release(redemption, token, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        throw locked
            ? new Refusal(RefusalKind.Conflict, "redemption.locked", "Too many wrong codes; the redemption was voided.")
            {
                KeepsChanges = true,
            }
            : new Refusal(RefusalKind.Invalid, "redemption.wrong_code", "The code is not right.")
            {
                KeepsChanges = true,
            };
    }
}
