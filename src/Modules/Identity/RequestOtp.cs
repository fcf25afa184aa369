using Rahat.Contracts.Identity;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Security;

namespace Rahat.Identity;

internal static class RequestOtpEndpoint
{
    public static Task<ChallengeIssued> Post(
        RequestOtp request,
        HttpContext http,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(request with { Ip = CallerAddress.Of(http) }, cancellationToken);
}

internal sealed class RequestOtpHandler(IdentityDb db, PiiVault vault, PhoneParser phones, ChallengeText texts)
    : IRequestHandler<RequestOtp, ChallengeIssued>
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public async Task<ChallengeIssued> Handle(RequestOtp request, CancellationToken cancellationToken)
    {
        var address = LoginAddress.Read(request.Address, request.Service, phones);
        var index = address.IndexIn(vault);
        await Replace(index, cancellationToken);
        var loginId = await LoginToSendTo(address, index, cancellationToken);
        var challenge = OtpChallenge.Issue(db.NewId(), index, loginId, vault, db.Now);
        db.Add(challenge);
        // A decoy gets its job too: an answer that came sooner would tell who has an account.
        db.Enqueue(new DeliverOtp(challenge.Id));
        await db.SaveChangesAsync(cancellationToken);
        var clientId = request.ClientId ?? db.NewId();
        var text = texts.Write(new ChallengeContent(challenge.Id, clientId, request.Ip, challenge.CreatedAt));
        return new ChallengeIssued(clientId, request.Ip, text);
    }

    /// <summary>Ends the older challenge of this address. Who asks at the same moment waits here.</summary>
    private async Task Replace(string index, CancellationToken cancellationToken)
    {
        await db.BeginWork(cancellationToken);
        // On SQLite every transaction waits for the one before it anyway.
        if (db.Engine == DatabaseEngine.Postgres)
            await db.Execute("SELECT pg_advisory_xact_lock(hashtext({0}))", [index], cancellationToken);
        await db.Challenges.Where(one => one.AddressIndex == index && one.Status == OtpStatus.Open).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.Status, OtpStatus.Replaced)
                .SetProperty(one => one.SealedCode, (SealedText?)null)
                .SetProperty(one => one.Version, one => one.Version + 1),
            cancellationToken);
    }

    /// <summary>The login that a code may be sent to; null makes the challenge a decoy.</summary>
    private async Task<Guid?> LoginToSendTo(LoginAddress address, string index, CancellationToken cancellationToken)
    {
        var now = db.Now;
        var login = await db.Logins.AsNoTracking()
            .Where(one => one.Service == address.Service && one.AddressIndex == index)
            .Where(one => db.Users.Any(user => user.Id == one.UserId && user.DeletedAt == null))
            .SingleOrDefaultAsync(cancellationToken);
        var sent = await db.Challenges.CountAsync(
            one => one.AddressIndex == index && one.CreatedAt > now - Hour && one.LoginId != null, cancellationToken);
        // A code cannot be sent to a wallet; its owner signs a challenge instead.
        var mayBeSent = sent < OtpChallenge.MaxPerHour && address.Service != LoginService.Wallet;
        return login is not null && !login.IsLocked(now) && mayBeSent ? login.Id : null;
    }
}
