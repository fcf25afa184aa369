using Rahat.Contracts.Communications;
using Rahat.Distribution.Tokens;
using Rahat.Runtime.Security;

namespace Rahat.Distribution.Redemptions;

[JobName("RAHAT", "deliver_redemption_code", MaxAttempts = 5)]
internal sealed record DeliverCodeJob(Guid RedemptionId);

/// <summary>
/// Hands a redemption's code to Communications. The message is named by the redemption, so that a second run sends no
/// second code; afterwards the code exists nowhere here but as a hash.
/// </summary>
internal sealed class DeliverCodeJobHandler(DistributionDb db, IBus bus, PiiVault vault) : IJobHandler<DeliverCodeJob>
{
    public async Task Run(DeliverCodeJob job, JobContext context, CancellationToken cancellationToken)
    {
        var redemption = await db.Redemptions.SingleAsync(one => one.Id == job.RedemptionId, cancellationToken);
        if (redemption.Code is not { } code || redemption.ExpiresAt <= db.Now)
            return;
        var token = await db.Token(redemption.TokenId, cancellationToken);
        var message = new SendMessage
        {
            BeneficiaryId = redemption.BeneficiaryId,
            Body = TextFor(redemption, token, vault.Open(code, redemption.Id)),
            ExpiresAt = redemption.ExpiresAt,
        };
        await bus.Request(message, $"redemption-code:{redemption.Id}", cancellationToken);
        redemption.HandOverCode();
    }

    private static string TextFor(Redemption redemption, Token token, string code) =>
        $"Your code is {code}. Tell it to the shop only if you want to spend "
            + $"{token.Write(redemption.Amount)} {token.Symbol} there.";
}
