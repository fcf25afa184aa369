using Rahat.Contracts.Distribution;

namespace Rahat.Distribution.Ledger;

internal static class GetLedgerInvariantsEndpoint
{
    public static Task<LedgerInvariants> Get(Guid? projectId, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new GetLedgerInvariants(projectId), cancellationToken);
}

internal sealed class GetLedgerInvariantsHandler(LedgerAudit audit)
    : IRequestHandler<GetLedgerInvariants, LedgerInvariants>
{
    public Task<LedgerInvariants> Handle(GetLedgerInvariants request, CancellationToken cancellationToken) =>
        audit.Run(request.ProjectId, cancellationToken);
}
