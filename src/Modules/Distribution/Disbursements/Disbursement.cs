using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Distribution;

namespace Rahat.Distribution.Disbursements;

/// <summary>The handing out of a reservation, line by line.</summary>
internal sealed class Disbursement : IVersioned
{
    public required Guid Id { get; init; }

    public required Guid ReservationId { get; init; }

    public DisbursementStatus Status { get; private set; } = DisbursementStatus.Confirming;

    public required int Lines { get; init; }

    public int Confirmed { get; private set; }

    public int Progress => Lines == 0 ? 100 : (int)(100L * Confirmed / Lines);

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public int Version { get; private set; }

    public void Confirm(int lines) => Confirmed += lines;

    public void Complete(DateTimeOffset now)
    {
        if (Confirmed != Lines)
            throw new InvalidOperationException("A disbursement is complete when every line is confirmed.");
        Status = DisbursementStatus.Confirmed;
        CompletedAt = now;
    }

    public DisbursementDetails ToDetails() =>
        new(Id, ReservationId, Status, Lines, Confirmed, Progress, StartedAt, CompletedAt);
}

internal sealed class DisbursementTable : IEntityTypeConfiguration<Disbursement>
{
    public void Configure(EntityTypeBuilder<Disbursement> builder)
    {
        builder.ToTable("disbursements").HasKey(disbursement => disbursement.Id);
        builder.Property(disbursement => disbursement.Id).ValueGeneratedNever();
        builder.HasIndex(disbursement => disbursement.ReservationId).IsUnique();
    }
}
