namespace Rahat.Contracts.Distribution;

/// <summary>One reservation.</summary>
/// <param name="ReservationId">Its id.</param>
[MessageName("distribution.reservation.get")]
[Permit("read", "distribution")]
public sealed record GetReservation(Guid ReservationId) : IQuery<ReservationDetails>;
