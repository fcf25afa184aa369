namespace Rahat.Contracts.Beneficiaries;

/// <summary>A person was registered.</summary>
/// <param name="BeneficiaryId">Who.</param>
[MessageName("beneficiaries.beneficiary_created")]
public sealed record BeneficiaryCreated(Guid BeneficiaryId) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => BeneficiaryId;
}
