using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Security;

namespace Rahat.Beneficiaries;

internal sealed class GetContactHandler(
    BeneficiariesDb db,
    PiiVault vault) : IRequestHandler<GetContact, BeneficiaryContact>
{
    public async Task<BeneficiaryContact> Handle(GetContact request, CancellationToken cancellationToken)
    {
        var pii = await db.Pii.AsNoTracking()
            .SingleOrDefaultAsync(one => one.BeneficiaryId == request.BeneficiaryId, cancellationToken)
            ?? throw Refusal.NotFound("beneficiary");
        return new BeneficiaryContact(
            vault.Open(pii.Phone, pii.BeneficiaryId), vault.OpenOrNull(pii.Email, pii.BeneficiaryId));
    }
}
