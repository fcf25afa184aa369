using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rahat.Beneficiaries;

/// <summary>
/// That a person is assigned to a project. The counting id is the order in which a project's people are listed.
/// </summary>
internal sealed class ProjectBeneficiary
{
    public long Id { get; private set; }

    public required Guid ProjectId { get; init; }

    public required Guid BeneficiaryId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ProjectBeneficiaryTable : IEntityTypeConfiguration<ProjectBeneficiary>
{
    public void Configure(EntityTypeBuilder<ProjectBeneficiary> builder)
    {
        builder.ToTable("project_beneficiaries").HasKey(link => link.Id);
        builder.HasIndex(link => new { link.BeneficiaryId, link.ProjectId }).IsUnique();
        builder.HasIndex(link => new { link.ProjectId, link.Id });
    }
}
