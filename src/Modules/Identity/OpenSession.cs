using Rahat.Contracts.Identity;
using Rahat.Runtime.Security;

namespace Rahat.Identity;

internal static class OpenSessionEndpoint
{
    public static Task<AccessGranted> Post(
        OpenSession request,
        HttpContext http,
        IBus bus,
        CancellationToken cancellationToken)
    {
        var userAgent = http.Request.Headers.UserAgent.ToString();
        return bus.Request(request with { Ip = CallerAddress.Of(http), UserAgent = userAgent }, cancellationToken);
    }
}

internal sealed class OpenSessionHandler(
    IdentityDb db,
    PiiVault vault,
    ChallengeText texts,
    JwtTokens tokens,
    IdentityOptions options) : IRequestHandler<OpenSession, AccessGranted>
{
    public async Task<AccessGranted> Handle(OpenSession request, CancellationToken cancellationToken)
    {
        var content = texts.Read(request.Challenge);
        var challenge = await Hold(content.ChallengeId, cancellationToken);
        var now = db.Now;
        // A locked login and a removed user behave as if there were none, and a decoy asks the database as much.
        var loginId = challenge.LoginId ?? Guid.Empty;
        var known = await db.Logins.Where(one => one.Id == loginId)
            .Join(db.Users, one => one.UserId, user => user.Id, (one, user) => new { Login = one, User = user })
            .SingleOrDefaultAsync(pair => pair.User.DeletedAt == null, cancellationToken);
        var login = known?.Login;
        if (!challenge.Try(request.Otp, login is not null && !login.IsLocked(now), vault, now))
        {
            login?.CountFalseAttempt(now);
            throw new Refusal(RefusalKind.Forbidden, "otp.wrong", "OTP did not match!") { KeepsChanges = true };
        }
        login!.LetIn(now);
        var sessionId = db.NewId();
        var session = new Session
        {
            Id = sessionId,
            LoginId = login.Id,
            ClientId = content.ClientId,
            Ip = vault.SealOrNull(request.Ip, sessionId),
            UserAgent = vault.SealOrNull(Session.Shortened(request.UserAgent), sessionId),
            CreatedAt = now,
        };
        db.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        var claims = await AccessClaims.Of(known!.User, session, db, vault, cancellationToken);
        return new AccessGranted(tokens.Make(claims, options.TokenLifetime));
    }

    /// <summary>
    /// Keeps everybody else from the challenge until this transaction ends, so that parallel tries are counted one
    /// after another instead of losing races.
    /// </summary>
    private async Task<OtpChallenge> Hold(Guid id, CancellationToken cancellationToken)
    {
        await db.BeginWork(cancellationToken);
        await db.Execute(
            $$"""UPDATE {{db.Table<OtpChallenge>()}} SET version = version WHERE id = {0}""", [id], cancellationToken);
        // One that is gone has been pruned, long after its time.
        return await db.Challenges.SingleOrDefaultAsync(one => one.Id == id, cancellationToken)
            ?? throw OtpChallenge.Expired();
    }
}
