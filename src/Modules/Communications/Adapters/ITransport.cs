using Rahat.Contracts.Communications;

namespace Rahat.Communications.Adapters;

/// <summary>A way out for messages.</summary>
internal interface ITransport
{
    /// <summary>Whether, as this process is configured, it carries a channel.</summary>
    bool Serves(Channel channel);

    /// <summary>
    /// Returns when the provider has taken the message. A refusal of kind Unavailable asks to be tried again, any other
    /// is final; the text of a refusal never repeats address or body.
    /// </summary>
    Task Send(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <summary>A message with everything readable, for the moment of sending.</summary>
internal sealed record OutgoingMessage(Guid Id, Channel Channel, string Address, string? Subject, string Body)
{
    /// <summary>Nothing personal, so that it may stand in a log.</summary>
    public override string ToString() => $"message {Id}";
}
