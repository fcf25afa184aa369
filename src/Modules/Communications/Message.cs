using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Communications;
using Rahat.Runtime.Security;

namespace Rahat.Communications;

/// <summary>A text on its way to somebody.</summary>
internal sealed class Message : IVersioned
{
    private Message()
    {
    }

    public Guid Id { get; private set; }

    public Guid? BeneficiaryId { get; private set; }

    public Channel Channel { get; private set; }

    public SealedText Address { get; private set; }

    public SealedText? Subject { get; private set; }

    /// <summary>The text, which may hold a code; gone once it has been sent or is of no use any more.</summary>
    public SealedText? Body { get; private set; }

    public MessageStatus Status { get; private set; }

    /// <summary>How often it was tried when it was settled.</summary>
    public int Attempts { get; private set; }

    /// <summary>Code of the refusal that ended it.</summary>
    public string? Failure { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    public int Version { get; private set; }

    public static Message Queue(
        Guid id,
        MessageAddress address,
        SendMessage request,
        PiiVault vault,
        DateTimeOffset now)
    {
        return new Message
        {
            Id = id,
            BeneficiaryId = request.BeneficiaryId,
            Channel = address.Channel,
            Address = vault.Seal(address.Text, id),
            Subject = vault.SealOrNull(request.Subject, id),
            Body = vault.Seal(request.Body, id),
            Status = MessageStatus.Queued,
            CreatedAt = now,
            ExpiresAt = request.ExpiresAt,
        };
    }

    /// <summary>Whether there is something to do; a failed one is tried again if an operator wants it.</summary>
    public bool IsToBeSent => Status is MessageStatus.Queued or MessageStatus.Failed && Body is not null;

    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

    public void MarkSent(int attempts, DateTimeOffset now)
    {
        Settle(MessageStatus.Sent, attempts, now);
        Failure = null;
        Body = null;
    }

    public void MarkExpired(int attempts, DateTimeOffset now)
    {
        Settle(MessageStatus.Expired, attempts, now);
        Body = null;
    }

    /// <summary>The text is kept, sealed, so that it can be tried again; pruning takes it in the end.</summary>
    public void MarkFailed(string failure, int attempts, DateTimeOffset now)
    {
        Settle(MessageStatus.Failed, attempts, now);
        Failure = failure;
    }

    private void Settle(MessageStatus status, int attempts, DateTimeOffset now)
    {
        Status = status;
        Attempts = attempts;
        SettledAt = now;
    }
}

/// <summary>What has become of a message.</summary>
internal enum MessageStatus
{
    /// <summary>Its job will send it.</summary>
    Queued,

    /// <summary>A transport took it.</summary>
    Sent,

    /// <summary>It was given up; its dead job says why.</summary>
    Failed,

    /// <summary>Its time passed before it could be sent.</summary>
    Expired,
}

internal sealed class MessageTable : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages").HasKey(message => message.Id);
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.HasIndex(message => message.CreatedAt).HasFilter("body IS NOT NULL");
    }
}
