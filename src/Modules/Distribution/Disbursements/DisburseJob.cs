using Rahat.Contracts.Distribution;
using Rahat.Contracts.Projects;
using Rahat.Distribution.Ledger;
using Rahat.Distribution.Reservations;
using Rahat.Distribution.Tokens;

namespace Rahat.Distribution.Disbursements;

[JobName("CONTRACT", "disburse", MaxAttempts = 20)]
internal sealed record DisburseJob(Guid DisbursementId);

/// <summary>
/// Confirms the lines of a reservation in chunks, each chunk one transaction. A line's journal carries the line's own
/// id, so that entering it twice is impossible, whoever tries.
/// </summary>
internal sealed class DisburseJobHandler(DistributionDb db, LedgerBook ledger, IBus bus) : IJobHandler<DisburseJob>
{
    private const int ChunkSize = 1_000;

    public async Task Run(DisburseJob job, JobContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var disbursement = await db.Disbursements
                .SingleAsync(one => one.Id == job.DisbursementId, cancellationToken);
            var reservation = await db.Reservation(disbursement.ReservationId, cancellationToken);
            if (disbursement.Status == DisbursementStatus.Confirmed)
                return;
            if (await LastOfChunk(reservation, cancellationToken) is not { } last)
            {
                Finish(disbursement, reservation);
                return;
            }
            // A project that was closed meanwhile hands out nothing more; started again after it was reopened, this
            // goes on.
            (await bus.Request(new GetProjectTerms(reservation.ProjectId), cancellationToken))
                .MustBeActive(Capability.Disbursement);
            var token = await db.Token(reservation.TokenId, cancellationToken);
            disbursement.Confirm(await Confirm(reservation, token, last, cancellationToken));
            await context.Checkpoint(disbursement.Progress, cancellationToken);
        }
    }

    private async Task<Guid?> LastOfChunk(Reservation reservation, CancellationToken cancellationToken)
    {
        var chunk = await db.EntitlementLines
            .Where(line => line.ReservationId == reservation.Id && line.Status == LineStatus.Pending)
            .OrderBy(line => line.Id)
            .Select(line => line.Id)
            .Take(ChunkSize)
            .ToListAsync(cancellationToken);
        return chunk.Count == 0 ? null : chunk[^1];
    }

    private void Finish(Disbursement disbursement, Reservation reservation)
    {
        disbursement.Complete(db.Now);
        reservation.FinishDisbursing();
        db.Publish(new DisbursementCompleted(disbursement.Id, reservation.Id, disbursement.Lines));
        db.Publish(new ReservationChanged(reservation.Id, reservation.ProjectId, reservation.Status));
    }

    /// <summary>Moves the chunk's money from the reserved account to each person's, in four statements.</summary>
    private async Task<int> Confirm(
        Reservation reservation,
        Token token,
        Guid last,
        CancellationToken cancellationToken)
    {
        await db.BeginWork(cancellationToken);
        var reserved = await ledger.Open(token, AccountName.Reserved(reservation.Id), cancellationToken);
        var (lines, accounts) = (db.Table<EntitlementLine>(), db.Table<Account>());
        const string Chunk = "line.reservation_id = {0} AND line.status = 'Pending' AND line.id <= {1}";
        object[] values =
        [
            reservation.Id,
            last,
            token.ProjectId,
            token.Id,
            db.Caller.Actor,
            db.Time(db.Now),
            reserved,
        ];
        // In one order everywhere, so that two disbursements to the same people do not wait for each other in a circle.
        await db.Execute(
            $$"""
            INSERT INTO {{accounts}} (id, project_id, token_id, kind, owner_id, balance)
            SELECT line.id, {2}, {3}, 'Entitled', line.beneficiary_id, 0 FROM {{lines}} AS line WHERE {{Chunk}}
            ORDER BY line.beneficiary_id
            ON CONFLICT (token_id, kind, owner_id) DO NOTHING
            """, values, cancellationToken);
        await db.Execute(
            $$"""
            INSERT INTO {{db.Table<Journal>()}} (id, project_id, token_id, kind, reference, actor, posted_at)
            SELECT line.id, {2}, {3}, 'Disburse', line.id, {4}, {5} FROM {{lines}} AS line WHERE {{Chunk}}
            """, values, cancellationToken);
        await db.Execute(
            $$"""
            INSERT INTO {{db.Table<Transfer>()}} (id, journal_id, token_id, debit_account_id, credit_account_id, amount)
            SELECT line.id, line.id, {3}, {6}, account.id, line.amount
            FROM {{lines}} AS line
            JOIN {{accounts}} AS account
              ON account.token_id = {3} AND account.kind = 'Entitled' AND account.owner_id = line.beneficiary_id
            WHERE {{Chunk}}
            """, values, cancellationToken);
        return await db.Execute(
            $$"""UPDATE {{lines}} AS line SET status = 'Confirmed' WHERE {{Chunk}}""", values, cancellationToken);
    }
}
