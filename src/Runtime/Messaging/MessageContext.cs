using Rahat.Runtime.Data;
using Rahat.Runtime.Security;

namespace Rahat.Runtime.Messaging;

/// <summary>
/// What a scope works on: in whose name, within which correlation, until when. A door fills it for an HTTP request, the
/// dispatcher for a handler, the job runner for a job.
/// </summary>
public sealed class MessageContext
{
    /// <summary>How long an asker waits when it does not say.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Where messages sent from this scope come from.</summary>
    public Sender Sender { get; private set; } = new("none", IsDoor: true);

    /// <summary>On whose behalf the scope works.</summary>
    public Caller Caller { get; private set; } = Caller.Nobody;

    /// <summary>Ties together everything one request causes.</summary>
    public string CorrelationId { get; private set; } = "";

    /// <summary>When the asker stops waiting; null when nobody waits.</summary>
    public DateTimeOffset? Deadline { get; private set; }

    /// <summary>
    /// The key that the caller gave a request from a door; it names what that request asks of the bus.
    /// </summary>
    public string? IdempotencyKey { get; set; }

    /// <summary>
    /// The effect that the next transaction claims as its own; null when the message came without a key.
    /// </summary>
    internal IdempotencyClaim? Claim { get; set; }

    /// <summary>Whether the scope has begun to change its module's data and not yet committed.</summary>
    internal bool InWork { get; set; }

    /// <summary>Fills the context.</summary>
    /// <param name="sender">Where messages sent from this scope come from.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="correlationId">What to tie together.</param>
    /// <param name="deadline">When the asker stops waiting.</param>
    public void Enter(Sender sender, Caller caller, string correlationId, DateTimeOffset? deadline = null)
    {
        Sender = sender;
        Caller = caller;
        CorrelationId = correlationId;
        Deadline = deadline;
    }
}
