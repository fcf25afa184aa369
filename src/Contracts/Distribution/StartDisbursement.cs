namespace Rahat.Contracts.Distribution;

/// <summary>
/// Hands a reservation out: everybody in it gets their entitlement, each exactly once, by a job that can be followed. A
/// reservation is disbursed once; asking again gives the disbursement that there is, and revives one that has stopped.
/// </summary>
[MessageName("distribution.disbursement.start")]
[Permit("create", "distribution")]
public sealed record StartDisbursement : IRequest<DisbursementDetails>
{
    /// <summary>Which reservation.</summary>
    public required Guid ReservationId { get; init; }
}

/// <summary>A disbursement as readers get it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ReservationId">What it hands out.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Lines">How many people.</param>
/// <param name="Confirmed">How many of them have their entitlement.</param>
/// <param name="Progress">0 to 100.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="CompletedAt">When the last person had their entitlement.</param>
public sealed record DisbursementDetails(
    Guid Id,
    Guid ReservationId,
    DisbursementStatus Status,
    int Lines,
    int Confirmed,
    int Progress,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt);

/// <summary>Where a disbursement stands.</summary>
public enum DisbursementStatus
{
    /// <summary>The job is at it.</summary>
    Confirming,

    /// <summary>Everybody has their entitlement.</summary>
    Confirmed,
}
