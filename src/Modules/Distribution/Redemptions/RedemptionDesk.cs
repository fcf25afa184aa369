using Rahat.Contracts.Distribution;
using Rahat.Distribution.Ledger;
using Rahat.Distribution.Tokens;

namespace Rahat.Distribution.Redemptions;

/// <summary>What the slices of a redemption share: whose it is, and how its hold ends in the books.</summary>
internal sealed class RedemptionDesk(DistributionDb db, LedgerBook ledger)
{
    /// <summary>
    /// A redemption that the caller may see: their own as a vendor, any as somebody who may read the distribution.
    /// </summary>
    public async Task<Redemption> Find(Guid id, CancellationToken cancellationToken)
    {
        var redemption = await db.Redemptions.SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        return redemption is not null && (redemption.VendorId == db.Caller.UserId || SeesAll)
            ? redemption
            : throw Refusal.NotFound("redemption");
    }

    /// <summary>Whether the caller sees other vendors' redemptions too.</summary>
    public bool SeesAll => db.Caller.May("read", "distribution");

    /// <summary>The hold becomes the vendor's.</summary>
    public Task Capture(Redemption redemption, Token token, CancellationToken cancellationToken)
    {
        db.Publish(new RedemptionCaptured(
            redemption.Id,
            redemption.ProjectId,
            redemption.VendorId,
            redemption.BeneficiaryId,
            token.Write(redemption.Amount),
            token.Symbol));
        return Post(redemption, token, JournalKind.Capture, AccountName.Vendor(redemption.VendorId), cancellationToken);
    }

    /// <summary>The hold becomes the person's again.</summary>
    public Task Release(Redemption redemption, Token token, CancellationToken cancellationToken)
    {
        db.Publish(new RedemptionVoided(redemption.Id, redemption.ProjectId, redemption.VoidReason!.Value));
        var person = AccountName.Entitled(redemption.BeneficiaryId);
        return Post(redemption, token, JournalKind.Void, person, cancellationToken);
    }

    private Task<Journal> Post(
        Redemption redemption,
        Token token,
        JournalKind kind,
        AccountName to,
        CancellationToken cancellationToken) => ledger.Post(
            new Entry(token, kind, redemption.Id, AccountName.Held(redemption.Id), to, redemption.Amount),
            cancellationToken);
}
