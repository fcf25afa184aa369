using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Imports;

/// <summary>What became of a row: the person it registered, or one of the reasons why it did not.</summary>
internal sealed class ImportRow
{
    /// <summary>Counts in the order of the file.</summary>
    public long Id { get; private set; }

    public required Guid ImportId { get; init; }

    public required int Line { get; init; }

    public Guid? BeneficiaryId { get; init; }

    public string? Header { get; init; }

    public string? ValueClass { get; init; }

    public string? Code { get; init; }

    public string? Reason { get; init; }

    public Rejection ToRejection() => new(Line, Header, ValueClass, Code!, Reason!);
}

internal sealed class ImportRowTable : IEntityTypeConfiguration<ImportRow>
{
    public void Configure(EntityTypeBuilder<ImportRow> builder)
    {
        builder.ToTable("import_rows").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.ImportId, row.Id }).HasFilter("beneficiary_id IS NULL");
        builder.HasIndex(row => new { row.ImportId, row.BeneficiaryId }).IsUnique().HasFilter(
            "beneficiary_id IS NOT NULL");
    }
}
