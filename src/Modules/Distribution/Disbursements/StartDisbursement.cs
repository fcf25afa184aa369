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
        (await bus.Request(new GetProjectTerms(reservation.ProjectId), cancellationToken))
            .MustBeActive(Capability.Disbursement);
        var earlier = await db.Disbursements.AsNoTracking()
            .SingleOrDefaultAsync(one => one.ReservationId == reservation.Id, cancellationToken);
        if (earlier is not null)
            return await GoOn(earlier, cancellationToken);

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

    /// <summary>
    /// The disbursement there is; when its job has died or was refused, a new one goes on where it stopped.
    /// </summary>
    private async Task<DisbursementDetails> GoOn(Disbursement earlier, CancellationToken cancellationToken)
    {
        var job = new DisburseJob(earlier.Id);
        if (earlier.Status == DisbursementStatus.Confirming && !await db.IsAlive(job, cancellationToken))
        {
            db.Enqueue(job);
            await db.SaveChangesAsync(cancellationToken);
        }
        return earlier.ToDetails();
    }
}
