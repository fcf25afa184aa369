using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rahat.Distribution.Reservations;

/// <summary>Where a line stands.</summary>
internal enum LineStatus
{
    /// <summary>Set aside, not handed out.</summary>
    Pending,

    /// <summary>The person has it.</summary>
    Confirmed,

    /// <summary>The reservation was cancelled.</summary>
    Cancelled,
}

/// <summary>
/// One person's part of a reservation. There is one a project, person, cycle and purpose, whichever groups the person
/// is in.
/// </summary>
internal sealed class EntitlementLine
{
    public required Guid Id { get; init; }

    public required Guid ReservationId { get; init; }

    public required Guid ProjectId { get; init; }

    public required Guid BeneficiaryId { get; init; }

    public required string Cycle { get; init; }

    public required string Purpose { get; init; }

    public required long Amount { get; init; }

    public required LineStatus Status { get; init; }
}

internal sealed class EntitlementLineTable : IEntityTypeConfiguration<EntitlementLine>
{
    public void Configure(EntityTypeBuilder<EntitlementLine> builder)
    {
        builder.ToTable("entitlement_lines").HasKey(line => line.Id);
        builder.Property(line => line.Id).ValueGeneratedNever();
        builder.HasIndex(line => new { line.ReservationId, line.Status, line.Id });
        builder.HasIndex(line => new { line.ProjectId, line.BeneficiaryId, line.Cycle, line.Purpose })
            .IsUnique()
            .HasFilter("status <> 'Cancelled'");
    }
}
