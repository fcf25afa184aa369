using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Distribution;
using Rahat.Distribution.Tokens;

namespace Rahat.Distribution.Reservations;

/// <summary>Money set aside for a group, to be handed out once.</summary>
internal sealed class Reservation : IVersioned
{
    public required Guid Id { get; init; }

    public required Guid ProjectId { get; init; }

    public required Guid TokenId { get; init; }

    public required Guid GroupId { get; init; }

    public required string Cycle { get; init; }

    public required string Purpose { get; init; }

    public required long Amount { get; init; }

    public required int Beneficiaries { get; init; }

    public ReservationStatus Status { get; private set; } = ReservationStatus.Reserved;

    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; private set; }

    public void Cancel() => Move(ReservationStatus.Reserved, ReservationStatus.Cancelled);

    public void StartDisbursing() => Move(ReservationStatus.Reserved, ReservationStatus.Disbursing);

    public void FinishDisbursing() => Move(ReservationStatus.Disbursing, ReservationStatus.Disbursed);

    public ReservationDetails ToDetails(Token token) => new(
        Id, ProjectId, TokenId, GroupId, Cycle, Purpose, token.Write(Amount), Beneficiaries, Status, CreatedAt);

    private void Move(ReservationStatus from, ReservationStatus to)
    {
        if (Status != from)
            throw new Refusal(RefusalKind.Conflict, "reservation.invalid_transition", $"{Status} cannot become {to}.");
        Status = to;
    }
}

internal sealed class ReservationTable : IEntityTypeConfiguration<Reservation>
{
    public void Configure(EntityTypeBuilder<Reservation> builder)
    {
        builder.ToTable("reservations").HasKey(reservation => reservation.Id);
        builder.Property(reservation => reservation.Id).ValueGeneratedNever();
        builder.HasIndex(one => new { one.ProjectId, one.GroupId, one.Cycle, one.Purpose })
            .IsUnique()
            .HasFilter("status <> 'Cancelled'");
    }
}
