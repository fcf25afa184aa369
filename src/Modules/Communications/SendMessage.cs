using Rahat.Communications.Adapters;
using Rahat.Contracts.Beneficiaries;
using Rahat.Contracts.Communications;
using Rahat.Runtime.Security;

namespace Rahat.Communications;

internal sealed class SendMessageHandler(
    CommunicationsDb db,
    IBus bus,
    PiiVault vault,
    IEnumerable<ITransport> transports)
    : IRequestHandler<SendMessage, MessageQueued>
{
    public async Task<MessageQueued> Handle(SendMessage request, CancellationToken cancellationToken)
    {
        var address = MessageAddress.Of(await AddressOf(request, cancellationToken)) ?? throw Refusal.Invalid(
            new FieldFault("address", "address must be an e-mail address or a phone number with its country code"));
        var message = Message.Queue(db.NewId(), address, request, vault, db.Now);
        db.Add(message);
        db.Enqueue(new DeliverMessage(message.Id));
        await db.SaveChangesAsync(cancellationToken);
        return new MessageQueued(message.Id);
    }

    private async Task<string> AddressOf(SendMessage request, CancellationToken cancellationToken)
    {
        switch (request)
        {
            case { BeneficiaryId: null, Address: { } address }:
                return address;
            case { BeneficiaryId: { } beneficiaryId, Address: null }:
                var contact = await bus.Request(new GetContact(beneficiaryId), cancellationToken);
                return Reachable(contact) ?? throw new Refusal(
                    RefusalKind.Conflict, "contact.missing", "This beneficiary has neither phone nor e-mail.");
            default:
                throw Refusal.Invalid(new FieldFault("address", "give either address or beneficiaryId"));
        }
    }

    /// <summary>By phone, unless nothing here carries text messages and there is an e-mail address.</summary>
    private string? Reachable(BeneficiaryContact contact) =>
        contact.Email is not null && !transports.Any(transport => transport.Serves(Channel.Sms))
            ? contact.Email
            : contact.Phone ?? contact.Email;
}
