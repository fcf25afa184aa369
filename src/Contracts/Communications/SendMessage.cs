using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Communications;

/// <summary>
/// Sends a text to a beneficiary or to an address. Ask it with an idempotency key that names the message: asked twice,
/// it is sent once. It returns when the message is safely queued, not when it has arrived.
/// </summary>
[MessageName("communications.message.send")]
[ModulesOnly]
public sealed record SendMessage : IRequest<MessageQueued>
{
    /// <summary>The beneficiary to reach by phone; null when <see cref="Address"/> is given.</summary>
    public Guid? BeneficiaryId { get; init; }

    /// <summary>An e-mail address or E.164 phone number; null when <see cref="BeneficiaryId"/> is given.</summary>
    [StringLength(320)]
    public string? Address { get; init; }

    /// <summary>Subject, for channels that have one.</summary>
    [StringLength(200)]
    public string? Subject { get; init; }

    /// <summary>The text, which may hold a one-time code.</summary>
    [Required, StringLength(2_000, MinimumLength = 1)]
    public required string Body { get; init; }

    /// <summary>After this time the message is of no use and is not sent any more.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A message that will be sent.</summary>
/// <param name="MessageId">Its id.</param>
public sealed record MessageQueued(Guid MessageId);
