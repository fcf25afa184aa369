using Rahat.Contracts.Beneficiaries;
using Rahat.Contracts.Distribution;
using Rahat.Contracts.Projects;
using Rahat.Contracts.Vendors;
using Rahat.Distribution.Ledger;
using Rahat.Distribution.Tokens;
using Rahat.Runtime.Security;

namespace Rahat.Distribution.Redemptions;

internal static class RequestRedemptionEndpoint
{
    public static Task<RedemptionDetails> Post(
        RequestRedemption request,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(request, cancellationToken);
}

internal sealed class RequestRedemptionHandler(
    DistributionDb db,
    LedgerBook ledger,
    GuessLimits limits,
    IBus bus,
    PiiVault vault)
    : IRequestHandler<RequestRedemption, RedemptionDetails>
{
    public async Task<RedemptionDetails> Handle(RequestRedemption request, CancellationToken cancellationToken)
    {
        var terms = await bus.Request(new GetProjectTerms(request.ProjectId), cancellationToken);
        terms.MustBeActive(Capability.Redemption);
        var vendorId = await AssignedVendor(request.ProjectId, cancellationToken);
        var token = await FindToken(request, cancellationToken);
        var amount = token.MinorUnits(request.Amount, "amount");
        var beneficiaryId = await FindBeneficiary(request, cancellationToken);
        await MustBeTheOnlyOne(token, vendorId, beneficiaryId, cancellationToken);
        await limits.Check(vendorId, beneficiaryId, cancellationToken);
        await ledger.MustHave(token, AccountName.Entitled(beneficiaryId), amount, cancellationToken);

        var redemption = Redemption.Authorise(db.NewId(), token, vendorId, beneficiaryId, amount, vault, db.Now);
        db.Add(redemption);
        db.Enqueue(new DeliverCodeJob(redemption.Id));
        db.Publish(new RedemptionAuthorised(redemption.Id, redemption.ProjectId, vendorId, beneficiaryId));
        await ledger.Post(
            new Entry(
                token,
                JournalKind.Hold,
                redemption.Id,
                AccountName.Entitled(beneficiaryId),
                AccountName.Held(redemption.Id),
                amount),
            cancellationToken);
        return redemption.ToDetails(token);
    }

    /// <summary>The vendor is who is signed in, never whom the request names.</summary>
    private async Task<Guid> AssignedVendor(Guid projectId, CancellationToken cancellationToken)
    {
        if (db.Caller.UserId is not { } vendorId)
            throw new Refusal(RefusalKind.Forbidden, "redemption.not_a_vendor", "Only a vendor takes redemptions.");
        var terms = await bus.Request(new GetVendorTerms(vendorId, projectId), cancellationToken);
        if (!terms.Exists)
            throw new Refusal(RefusalKind.Forbidden, "redemption.not_a_vendor", "Only a vendor takes redemptions.");
        if (!terms.IsAssigned)
        {
            throw new Refusal(
                RefusalKind.Forbidden,
                "vendor.not_assigned",
                "The vendor is not assigned to this project.");
        }
        return vendorId;
    }

    private async Task<Token> FindToken(RequestRedemption request, CancellationToken cancellationToken)
    {
        var tokens = await db.Tokens.AsNoTracking()
            .Where(token => token.ProjectId == request.ProjectId)
            .Where(token => request.TokenId == null || token.Id == request.TokenId)
            .Take(2)
            .ToListAsync(cancellationToken);
        return tokens switch
        {
            [var token] => token,
            [] => throw Refusal.NotFound("token"),
            _ => throw Refusal.Invalid(new FieldFault("tokenId", "tokenId is needed, the project has several tokens")),
        };
    }

    /// <summary>
    /// Somebody who is not in the project is answered like somebody with nothing to spend, so that a till cannot be
    /// used to find out who receives aid.
    /// </summary>
    private async Task<Guid> FindBeneficiary(RequestRedemption request, CancellationToken cancellationToken)
    {
        if (request.BeneficiaryId is { } id)
            return id;
        var question = new FindByPhone { Phone = request.Phone!, ProjectId = request.ProjectId };
        var found = await bus.Request(question, cancellationToken);
        return found.BeneficiaryId ?? throw LedgerBook.Insufficient();
    }

    private async Task MustBeTheOnlyOne(
        Token token,
        Guid vendorId,
        Guid beneficiaryId,
        CancellationToken cancellationToken)
    {
        var open = await db.Redemptions.AnyAsync(
            one => one.BeneficiaryId == beneficiaryId && one.VendorId == vendorId && one.TokenId == token.Id
                && one.Status == RedemptionStatus.Authorised,
            cancellationToken);
        if (open)
        {
            throw new Refusal(
                RefusalKind.Conflict,
                "redemption.already_open",
                "Confirm or void the open redemption first.");
        }
    }
}
