using Rahat.Contracts.Distribution;
using Rahat.Contracts.Projects;

namespace Rahat.Distribution.Disbursements;

internal static class StartDisbursementEndpoint
{
    public static Task<DisbursementDetails> Post(
        StartDisbursement request,
        IBus bus,
        CancellationToken cancellationToken) => bus.Request(request, cancellationToken);
}

internal sealed class StartDisbursementHandler(DistributionDb db, IBus bus)
    : IRequestHandler<StartDisbursement, DisbursementDetails>
{
    public async Task<DisbursementDetails> Handle(StartDisbursement request, CancellationToken cancellationToken)
    {
        var reservation = await db.Reservation(request.ReservationId, cancellationToken);
        var earlier = await db.Disbursements.AsNoTracking()
            .SingleOrDefaultAsync(one => one.ReservationId == reservation.Id, cancellationToken);
        if (earlier is not null)
            return earlier.ToDetails();
        (await bus.Request(new GetProjectTerms(reservation.ProjectId), cancellationToken))
            .MustBeActive(Capability.Disbursement);

        reservation.StartDisbursing();
        var disbursement = new Disbursement
        {
            Id = db.NewId(),
            ReservationId = reservation.Id,
            Lines = reservation.Beneficiaries,
            StartedAt = db.Now,
        };
        db.Add(disbursement);
        db.Enqueue(new DisburseJob(disbursement.Id));
        db.Publish(new ReservationChanged(reservation.Id, reservation.ProjectId, reservation.Status));
        await db.SaveChangesAsync(cancellationToken);
        return disbursement.ToDetails();
    }
}
