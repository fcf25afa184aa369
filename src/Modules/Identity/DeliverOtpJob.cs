using System.Globalization;

using Rahat.Contracts.Communications;
using Rahat.Runtime.Security;

namespace Rahat.Identity;

/// <summary>A code is on its way to the one who asked for it.</summary>
[JobName("RAHAT_AUTH", "deliver_otp", MaxAttempts = 6)]
internal sealed record DeliverOtp(Guid ChallengeId);

/// <summary>Hands a code over to the module that delivers messages, and forgets it.</summary>
internal sealed class DeliverOtpJob(IdentityDb db, IBus bus, PiiVault vault) : IJobHandler<DeliverOtp>
{
    public async Task Run(DeliverOtp job, JobContext context, CancellationToken cancellationToken)
    {
        var challenge = await db.Challenges.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == job.ChallengeId, cancellationToken);
        if (challenge is not { SealedCode: { } code })
            return;
        if (challenge is { LoginId: { } loginId, Status: OtpStatus.Open } && challenge.ExpiresAt > db.Now)
            await Send(challenge, vault.Open(code, challenge.Id), loginId, cancellationToken);
        await db.BeginWork(cancellationToken);
        await db.Challenges.Where(one => one.Id == challenge.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.SealedCode, (SealedText?)null), cancellationToken);
    }

    private async Task Send(OtpChallenge challenge, string code, Guid loginId, CancellationToken cancellationToken)
    {
        var login = await db.Logins.AsNoTracking().SingleAsync(one => one.Id == loginId, cancellationToken);
        var until = challenge.ExpiresAt.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
        var message = new SendMessage
        {
            Address = vault.Open(login.Address, login.Id),
            Subject = "Your Rahat sign-in code",
            Body = $"{code} is your Rahat sign-in code. It is good until {until} UTC. "
                + "If you did not ask for it, ignore this message.",
            ExpiresAt = challenge.ExpiresAt,
        };
        await bus.Request(message, $"otp.{challenge.Id:N}", cancellationToken);
    }
}
