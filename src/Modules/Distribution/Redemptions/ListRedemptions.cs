using Rahat.Contracts.Distribution;

namespace Rahat.Distribution.Redemptions;

internal static class ListRedemptionsEndpoint
{
    public static Task<Page<RedemptionDetails>> Get(
        Guid projectId,
        int? page,
        int? perPage,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(new ListRedemptions(projectId, PageRequest.Of(page, perPage)), cancellationToken);
}

internal sealed class ListRedemptionsHandler(DistributionDb db, RedemptionDesk desk)
    : IRequestHandler<ListRedemptions, Page<RedemptionDetails>>
{
    public async Task<Page<RedemptionDetails>> Handle(ListRedemptions request, CancellationToken cancellationToken)
    {
        var rows = db.Redemptions.AsNoTracking().Where(one => one.ProjectId == request.ProjectId);
        if (!desk.SeesAll)
        {
            var self = db.Caller.UserId;
            rows = rows.Where(one => one.VendorId == self);
        }
        var page = await rows.OrderByDescending(one => one.RequestedAt).ThenByDescending(one => one.Id)
            .Of(request.Page)
            .ToListAsync(cancellationToken);
        var total = await rows.CountAsync(cancellationToken);
        var tokens = await db.Tokens.AsNoTracking()
            .Where(token => token.ProjectId == request.ProjectId)
            .ToDictionaryAsync(token => token.Id, cancellationToken);
        return request.Page.Answer([.. page.Select(one => one.ToDetails(tokens[one.TokenId]))], total);
    }
}
