using Rahat.Contracts.Communications;
using Rahat.Contracts.Distribution;

namespace Rahat.Communications.Notifications;

/// <summary>
/// Tells a person what was taken from their entitlement, so that they notice when it was not them. The message is named
/// by the redemption: seeing the event twice sends it once.
/// </summary>
internal sealed class OnRedemptionCaptured(IBus bus) : IEventHandler<RedemptionCaptured>
{
    public async Task Handle(RedemptionCaptured happened, CancellationToken cancellationToken)
    {
        var receipt = new SendMessage
        {
            BeneficiaryId = happened.BeneficiaryId,
            Body = $"You have spent {happened.Amount} {happened.Symbol}. If this was not you, tell the aid agency.",
        };
        await bus.Request(receipt, $"redemption-receipt:{happened.RedemptionId}", cancellationToken);
    }
}
