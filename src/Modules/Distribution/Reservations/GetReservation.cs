using Rahat.Contracts.Distribution;

namespace Rahat.Distribution.Reservations;

internal static class GetReservationEndpoint
{
    public static Task<ReservationDetails> Get(Guid reservationId, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new GetReservation(reservationId), cancellationToken);
}

internal sealed class GetReservationHandler(DistributionDb db) : IRequestHandler<GetReservation, ReservationDetails>
{
    public async Task<ReservationDetails> Handle(GetReservation request, CancellationToken cancellationToken)
    {
        var reservation = await db.Reservation(request.ReservationId, cancellationToken);
        return reservation.ToDetails(await db.Token(reservation.TokenId, cancellationToken));
    }
}
