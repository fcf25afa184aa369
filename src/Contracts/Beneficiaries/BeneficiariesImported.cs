namespace Rahat.Contracts.Beneficiaries;

/// <summary>An import has run to its end.</summary>
/// <param name="ImportId">Which import.</param>
/// <param name="ProjectId">The project its people were assigned to, if any.</param>
/// <param name="Rows">Rows of the file below its header.</param>
/// <param name="Created">People registered.</param>
/// <param name="Rejected">Rows reported for a fault.</param>
/// <param name="Duplicates">Rows of people who are registered already.</param>
[MessageName("beneficiaries.beneficiaries_imported")]
public sealed record BeneficiariesImported(
    Guid ImportId,
    Guid? ProjectId,
    int Rows,
    int Created,
    int Rejected,
    int Duplicates) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => ImportId;
}
