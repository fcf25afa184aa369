using Rahat.Contracts.Distribution;
using Rahat.Contracts.Projects;
using Rahat.Distribution.Ledger;

namespace Rahat.Distribution.Reservations;

internal static class CancelReservationEndpoint
{
    public static Task<ReservationDetails> Post(Guid reservationId, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new CancelReservation(reservationId), cancellationToken);
}

internal sealed class CancelReservationHandler(DistributionDb db, LedgerBook ledger, IBus bus)
    : IRequestHandler<CancelReservation, ReservationDetails>
{
    public async Task<ReservationDetails> Handle(CancelReservation request, CancellationToken cancellationToken)
    {
        var reservation = await db.Reservation(request.ReservationId, cancellationToken);
        (await bus.Request(new GetProjectTerms(reservation.ProjectId), cancellationToken))
            .MustBeOpen(Capability.Reservation);
        var token = await db.Token(reservation.TokenId, cancellationToken);
        reservation.Cancel();
        db.Publish(new ReservationChanged(reservation.Id, reservation.ProjectId, reservation.Status));
        await ledger.Post(
            new Entry(
                token,
                JournalKind.CancelReservation,
                reservation.Id,
                AccountName.Reserved(reservation.Id),
                AccountName.Treasury,
                reservation.Amount),
            cancellationToken);
        await db.EntitlementLines
            .Where(line => line.ReservationId == reservation.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(line => line.Status, LineStatus.Cancelled), cancellationToken);
        return reservation.ToDetails(token);
    }
}
