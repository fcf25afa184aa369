using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries;

internal static class GetBeneficiaryEndpoint
{
    public static Task<BeneficiaryDetails> Get(Guid uuid, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new GetBeneficiary(uuid), cancellationToken);
}

internal sealed class GetBeneficiaryHandler(BeneficiariesDb db, PeopleReader reader)
    : IRequestHandler<GetBeneficiary, BeneficiaryDetails>
{
    public async Task<BeneficiaryDetails> Handle(GetBeneficiary request, CancellationToken cancellationToken)
    {
        var person = await db.Beneficiaries.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Uuid == request.Uuid, cancellationToken)
            ?? throw Refusal.NotFound("beneficiary");
        return (await reader.Details([person], cancellationToken))[0];
    }
}
