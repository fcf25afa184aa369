using Rahat.Contracts.Beneficiaries;
using Rahat.Contracts.Distribution;
using Rahat.Contracts.Projects;
using Rahat.Distribution.Ledger;
using Rahat.Distribution.Tokens;

namespace Rahat.Distribution.Reservations;

internal static class ReserveForGroupEndpoint
{
    public static Task<ReservationDetails> Post(
        ReserveForGroup request,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(request, cancellationToken);
}

internal sealed class ReserveForGroupHandler(DistributionDb db, LedgerBook ledger, IBus bus)
    : IRequestHandler<ReserveForGroup, ReservationDetails>
{
    /// <summary>A larger group is to be split, so that one reservation stays a short transaction.</summary>
    private const int MaxMembers = 250_000;

    public async Task<ReservationDetails> Handle(ReserveForGroup request, CancellationToken cancellationToken)
    {
        var token = await db.Token(request.TokenId, cancellationToken);
        (await bus.Request(new GetProjectTerms(token.ProjectId), cancellationToken)).MustBeOpen(Capability.Reservation);
        var members = await Members(request, token, cancellationToken);
        var total = Total(request, token, members.Count);
        await MustBeFirst(request, token, cancellationToken);
        await ledger.MustHave(token, AccountName.Treasury, total, cancellationToken);

        var reservation = new Reservation
        {
            Id = db.NewId(),
            ProjectId = token.ProjectId,
            TokenId = token.Id,
            GroupId = request.GroupId,
            Cycle = request.Cycle,
            Purpose = request.Purpose,
            Amount = total,
            Beneficiaries = members.Count,
            CreatedAt = db.Now,
        };
        db.Add(reservation);
        db.Publish(new ReservationChanged(reservation.Id, reservation.ProjectId, reservation.Status));
        await db.SaveChangesAsync(cancellationToken);
        await db.InsertMany(Lines(reservation, members), cancellationToken);
        // Last, so that the treasury's row is locked no longer than it must be.
        await ledger.Post(
            new Entry(
                token,
                JournalKind.Reserve,
                reservation.Id,
                AccountName.Treasury,
                AccountName.Reserved(reservation.Id),
                total),
            cancellationToken);
        return reservation.ToDetails(token);
    }

    /// <summary>
    /// The group's members in order of their ids; refused when one of them has this entitlement already.
    /// </summary>
    private async Task<List<Guid>> Members(ReserveForGroup request, Token token, CancellationToken cancellationToken)
    {
        var members = new List<Guid>();
        var question = new GetGroupMembers { GroupId = request.GroupId, ProjectId = token.ProjectId };
        while (true)
        {
            var stretch = (await bus.Request(question, cancellationToken)).BeneficiaryIds;
            var again = await db.EntitlementLines.CountAsync(
                line => line.ProjectId == token.ProjectId && line.Cycle == request.Cycle
                    && line.Purpose == request.Purpose && line.Status != LineStatus.Cancelled
                    && stretch.Contains(line.BeneficiaryId),
                cancellationToken);
            if (again > 0)
            {
                throw new Refusal(
                    RefusalKind.Conflict,
                    "entitlement.exists",
                    $"{again} members of the group have an entitlement for this cycle and purpose already.");
            }
            members.AddRange(stretch);
            if (members.Count > MaxMembers)
            {
                throw new Refusal(
                    RefusalKind.TooLarge,
                    "group.too_large",
                    $"Reserve for at most {MaxMembers} people at once.");
            }
            if (stretch.Count < question.Take)
                return members;
            question = question with { After = stretch[^1] };
        }
    }

    private static long Total(ReserveForGroup request, Token token, int members)
    {
        if (members == 0)
            throw new Refusal(RefusalKind.Conflict, "group.empty", "The group has no members.");
        if (request.AmountPerBeneficiary is { } amount)
        {
            var each = token.MinorUnits(amount, "amountPerBeneficiary");
            return each <= Amount.MaxMinorUnits / members
                ? each * members
                : throw new Refusal(
                    RefusalKind.Invalid,
                    "amount.too_large",
                    "All together is more than can be moved at once.");
        }
        var total = token.MinorUnits(request.Amount!.Value, "amount");
        return total >= members
            ? total
            : throw new Refusal(
                RefusalKind.Invalid,
                "reservation.too_small",
                "Somebody in the group would get nothing.");
    }

    private async Task MustBeFirst(ReserveForGroup request, Token token, CancellationToken cancellationToken)
    {
        var exists = await db.Reservations.AnyAsync(
            one => one.ProjectId == token.ProjectId && one.GroupId == request.GroupId && one.Cycle == request.Cycle
                && one.Purpose == request.Purpose && one.Status != ReservationStatus.Cancelled,
            cancellationToken);
        if (exists)
        {
            throw new Refusal(
                RefusalKind.Conflict,
                "reservation.exists",
                "The group has a reservation for this cycle and purpose.");
        }
    }

    private IEnumerable<EntitlementLine> Lines(Reservation reservation, List<Guid> members) =>
        members.Zip(Split.Evenly(reservation.Amount, members.Count), (member, part) => new EntitlementLine
        {
            Id = db.NewId(),
            ReservationId = reservation.Id,
            ProjectId = reservation.ProjectId,
            BeneficiaryId = member,
            Cycle = reservation.Cycle,
            Purpose = reservation.Purpose,
            Amount = part,
            Status = LineStatus.Pending,
        });
}
