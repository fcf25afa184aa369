using Microsoft.Extensions.Hosting;

using Rahat.Contracts.Communications;
using Rahat.Runtime.Security;

namespace Rahat.Communications.Adapters;

/// <summary>
/// Keeps messages to be read instead of sending them. It writes into the transaction that marks the message as sent, so
/// each is there once.
/// </summary>
internal sealed class SandboxTransport(CommunicationsDb db, PiiVault vault, IHostEnvironment environment) : ITransport
{
    public bool Serves(Channel channel) => environment.IsDevelopment();

    public Task Send(OutgoingMessage message, CancellationToken cancellationToken)
    {
        db.Add(new SandboxEntry
        {
            Id = message.Id,
            Channel = message.Channel,
            AddressIndex = new MessageAddress(message.Channel, message.Address).IndexIn(vault),
            Address = vault.Seal(message.Address, message.Id),
            Subject = vault.SealOrNull(message.Subject, message.Id),
            Body = vault.Seal(message.Body, message.Id),
            SentAt = db.Now,
        });
        return Task.CompletedTask;
    }
}
