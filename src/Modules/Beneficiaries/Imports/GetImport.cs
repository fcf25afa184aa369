using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Security;

namespace Rahat.Beneficiaries.Imports;

internal static class GetImportEndpoint
{
    public static Task<ImportDetails> Get(Guid id, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new GetImport(id), cancellationToken);
}

internal sealed class GetImportHandler(BeneficiariesDb db, PiiVault vault) : IRequestHandler<GetImport, ImportDetails>
{
    public async Task<ImportDetails> Handle(GetImport request, CancellationToken cancellationToken) =>
        (await db.FindImport(request.Id, cancellationToken)).ToDetails(vault);
}
