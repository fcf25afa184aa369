using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Distribution.Tokens;
using Rahat.Runtime.Security;

namespace Rahat.Distribution.Ledger;

/// <summary>What a journal records.</summary>
internal enum JournalKind
{
    /// <summary>Money came into the treasury.</summary>
    Mint,

    /// <summary>Money left the treasury for good.</summary>
    Burn,

    /// <summary>Money was set aside for a group.</summary>
    Reserve,

    /// <summary>It was put back.</summary>
    CancelReservation,

    /// <summary>A person got their entitlement.</summary>
    Disburse,

    /// <summary>A redemption holds a part of it.</summary>
    Hold,

    /// <summary>The hold was released.</summary>
    Void,

    /// <summary>The vendor has it.</summary>
    Capture,
}

/// <summary>
/// One command's entry in the books. Its kind and reference are unique, so a command is entered once.
/// </summary>
internal sealed class Journal
{
    public required Guid Id { get; init; }

    public required Guid ProjectId { get; init; }

    public required Guid TokenId { get; init; }

    public required JournalKind Kind { get; init; }

    /// <summary>The mint, reservation, disbursement line or redemption it enters.</summary>
    public required Guid Reference { get; init; }

    /// <summary>Why, in somebody's own words, sealed because they may name somebody.</summary>
    public SealedText? Reason { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset PostedAt { get; init; }
}

internal sealed class JournalTable : IEntityTypeConfiguration<Journal>
{
    public void Configure(EntityTypeBuilder<Journal> builder)
    {
        builder.ToTable("journals").HasKey(journal => journal.Id);
        builder.Property(journal => journal.Id).ValueGeneratedNever();
        builder.HasAlternateKey(journal => new { journal.Id, journal.TokenId });
        builder.HasIndex(journal => new { journal.TokenId, journal.Kind, journal.Reference }).IsUnique();
        builder.HasOne<Token>().WithMany().HasForeignKey(journal => journal.TokenId);
    }
}
