using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Security;

namespace Rahat.Beneficiaries;

internal sealed class FindByPhoneHandler(BeneficiariesDb db, PiiVault vault, PhoneParser phones)
    : IRequestHandler<FindByPhone, FoundBeneficiary>
{
    public async Task<FoundBeneficiary> Handle(FindByPhone request, CancellationToken cancellationToken)
    {
        if (phones.Read(request.Phone) is not { Fault: PhoneFault.None } reading)
            return new FoundBeneficiary(null);
        var index = BeneficiaryPii.IndexOf(vault, reading.Number);
        var found = await db.Pii.Where(pii => pii.PhoneIndex == index)
            .Join(db.Beneficiaries, pii => pii.BeneficiaryId, person => person.Uuid, (_, person) => person)
            .Where(person => person.DeletedAt == null
                && db.ProjectBeneficiaries.Any(
                    row => row.ProjectId == request.ProjectId && row.BeneficiaryId == person.Uuid))
            .Select(person => (Guid?)person.Uuid)
            .SingleOrDefaultAsync(cancellationToken);
        return new FoundBeneficiary(found);
    }
}
