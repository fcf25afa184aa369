namespace Rahat.Contracts.Distribution;

/// <summary>Puts the money of a reservation that was not disbursed back into the treasury.</summary>
/// <param name="ReservationId">Which reservation.</param>
[MessageName("distribution.reservation.cancel")]
[Permit("create", "distribution")]
public sealed record CancelReservation(Guid ReservationId) : IRequest<ReservationDetails>;
