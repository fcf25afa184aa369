using Rahat.Contracts.Distribution;
using Rahat.Distribution.Ledger;

namespace Rahat.Distribution.Balances;

internal static class GetBeneficiaryBalanceEndpoint
{
    public static Task<IReadOnlyList<Balance>> Get(
        Guid beneficiaryId,
        Guid projectId,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(new GetBeneficiaryBalance(beneficiaryId, projectId), cancellationToken);
}

internal sealed class GetBeneficiaryBalanceHandler(DistributionDb db, BalanceSheet sheet)
    : IRequestHandler<GetBeneficiaryBalance, IReadOnlyList<Balance>>
{
    public Task<IReadOnlyList<Balance>> Handle(GetBeneficiaryBalance request, CancellationToken cancellationToken)
    {
        var open = db.Redemptions.Where(one => one.BeneficiaryId == request.BeneficiaryId);
        return sheet.Of(request.ProjectId, AccountName.Entitled(request.BeneficiaryId), open, cancellationToken);
    }
}
