using Rahat.Runtime.Errors;
using Rahat.Runtime.Security;

namespace Rahat.Runtime.Messaging;

/// <summary>A request on its way: what the owner of the message needs beside the message itself.</summary>
/// <param name="Name">Wire name of the message.</param>
/// <param name="Sender">The door or module it comes from.</param>
/// <param name="Caller">On whose behalf.</param>
/// <param name="CorrelationId">Ties together everything one request causes.</param>
/// <param name="IdempotencyKey">Names the effect; null when the asker gave none.</param>
/// <param name="Deadline">When the asker stops waiting.</param>
/// <param name="Body">The message as JSON.</param>
public sealed record Envelope(
    string Name,
    Sender Sender,
    Caller Caller,
    string CorrelationId,
    string? IdempotencyKey,
    DateTimeOffset Deadline,
    byte[] Body);

/// <summary>Where a message comes from.</summary>
/// <param name="Name">Name of the door or module.</param>
/// <param name="IsDoor">Whether it came from outside, so that permissions are checked.</param>
public sealed record Sender(string Name, bool IsDoor);

/// <summary>An answer on its way back: a body, or a refusal.</summary>
/// <param name="Body">The reply as JSON; null when refused.</param>
/// <param name="Refusal">The refusal; null when answered.</param>
public sealed record Reply(byte[]? Body, RefusalNote? Refusal);
