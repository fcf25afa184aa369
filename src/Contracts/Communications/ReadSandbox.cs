using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Communications;

/// <summary>What was sent without a provider, newest first. Development only.</summary>
[MessageName("communications.sandbox.read")]
[Permit("manage", "all")]
public sealed record ReadSandbox : IQuery<IReadOnlyList<SandboxMessage>>
{
    /// <summary>The most messages one answer carries.</summary>
    public const int MaxMessages = 100;

    /// <summary>Only what was sent to this e-mail address or phone number.</summary>
    [StringLength(320)]
    public string? Address { get; init; }
}

/// <summary>A message that was kept instead of being sent.</summary>
/// <param name="Channel">EMAIL or SMS.</param>
/// <param name="Address">To whom.</param>
/// <param name="Subject">Subject, if any.</param>
/// <param name="Body">The text.</param>
/// <param name="SentAt">When.</param>
public sealed record SandboxMessage(
    Channel Channel,
    string Address,
    string? Subject,
    string Body,
    DateTimeOffset SentAt);

/// <summary>A way to reach somebody.</summary>
public enum Channel
{
    /// <summary>E-mail.</summary>
    Email,

    /// <summary>Text message to a phone.</summary>
    Sms,
}
