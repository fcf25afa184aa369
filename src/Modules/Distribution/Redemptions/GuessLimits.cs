namespace Rahat.Distribution.Redemptions;

/// <summary>
/// Five wrong codes end a redemption, but a shop could ask for the next one at once and go on guessing. What counts is
/// a day: of the shop with this person, of the shop with everybody, and of everybody with this person.
/// </summary>
internal sealed class GuessLimits(DistributionDb db)
{
    public const int WrongCodesOfVendorWithPerson = 10;
    public const int WrongCodesOfVendor = 100;
    public const int WrongCodesWithPerson = 50;
    public const int VoidsOfVendorWithPerson = 20;

    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>
    /// Refuses a redemption that would give a shop more guesses, or more holds without result, than it may have.
    /// </summary>
    public async Task Check(Guid vendorId, Guid beneficiaryId, CancellationToken cancellationToken)
    {
        var since = db.Now - Window;
        var lately = db.Redemptions.Where(one => one.RequestedAt > since);
        var withPerson = lately.Where(one => one.BeneficiaryId == beneficiaryId);
        var ofVendor = lately.Where(one => one.VendorId == vendorId);
        var both = withPerson.Where(one => one.VendorId == vendorId);
        if (await both.SumAsync(one => one.Attempts, cancellationToken) >= WrongCodesOfVendorWithPerson
            || await ofVendor.SumAsync(one => one.Attempts, cancellationToken) >= WrongCodesOfVendor
            || await withPerson.SumAsync(one => one.Attempts, cancellationToken) >= WrongCodesWithPerson)
        {
            throw TooMany("redemption.too_many_wrong_codes", "There were too many wrong codes today.");
        }
        if (await both.CountAsync(one => one.VoidReason != null, cancellationToken) >= VoidsOfVendorWithPerson)
            throw TooMany("redemption.too_many_voids", "Too many redemptions came to nothing today.");
    }

    private static Refusal TooMany(string code, string message) => new(RefusalKind.TooMany, code, message);
}
