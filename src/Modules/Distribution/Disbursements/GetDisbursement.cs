using Rahat.Contracts.Distribution;

namespace Rahat.Distribution.Disbursements;

internal static class GetDisbursementEndpoint
{
    public static Task<DisbursementDetails> Get(Guid disbursementId, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new GetDisbursement(disbursementId), cancellationToken);
}

internal sealed class GetDisbursementHandler(DistributionDb db) : IRequestHandler<GetDisbursement, DisbursementDetails>
{
    public async Task<DisbursementDetails> Handle(GetDisbursement request, CancellationToken cancellationToken)
    {
        var disbursement = await db.Disbursements.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == request.DisbursementId, cancellationToken)
            ?? throw Refusal.NotFound("disbursement");
        return disbursement.ToDetails();
    }
}
