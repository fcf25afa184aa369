using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rahat.Distribution.Ledger;

/// <summary>
/// Moves a positive amount from one account to another of the same token. A journal is made of transfers, so it sums to
/// zero by construction; inserting one is what changes the balances.
/// </summary>
internal sealed class Transfer
{
    public required Guid Id { get; init; }

    public required Guid JournalId { get; init; }

    public required Guid TokenId { get; init; }

    public required Guid DebitAccountId { get; init; }

    public required Guid CreditAccountId { get; init; }

    public required long Amount { get; init; }
}

internal sealed class TransferTable : IEntityTypeConfiguration<Transfer>
{
    public void Configure(EntityTypeBuilder<Transfer> builder)
    {
        builder.ToTable("transfers").HasKey(transfer => transfer.Id);
        builder.Property(transfer => transfer.Id).ValueGeneratedNever();
        builder.HasOne<Journal>().WithMany()
            .HasForeignKey(transfer => new { transfer.JournalId, transfer.TokenId })
            .HasPrincipalKey(journal => new { journal.Id, journal.TokenId });
        builder.HasOne<Account>().WithMany()
            .HasForeignKey(transfer => new { transfer.DebitAccountId, transfer.TokenId })
            .HasPrincipalKey(account => new { account.Id, account.TokenId });
        builder.HasOne<Account>().WithMany()
            .HasForeignKey(transfer => new { transfer.CreditAccountId, transfer.TokenId })
            .HasPrincipalKey(account => new { account.Id, account.TokenId });
    }
}
