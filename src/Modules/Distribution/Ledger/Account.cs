using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Distribution.Tokens;

namespace Rahat.Distribution.Ledger;

/// <summary>What an account is for (projects.md §12.3).</summary>
internal enum AccountKind
{
    /// <summary>Where money comes from; the only account that goes below zero.</summary>
    Issuance,

    /// <summary>The project's money that nobody has a claim to yet.</summary>
    Treasury,

    /// <summary>Set aside by a reservation.</summary>
    Reserved,

    /// <summary>A person's entitlement.</summary>
    Entitled,

    /// <summary>Held by one open redemption.</summary>
    Held,

    /// <summary>What a vendor has taken.</summary>
    Vendor,
}

/// <summary>Names an account within a token: what it is for, and whose it is.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="OwnerId">Whose it is; empty for issuance and treasury.</param>
internal readonly record struct AccountName(AccountKind Kind, Guid OwnerId)
{
    public static AccountName Issuance => new(AccountKind.Issuance, Guid.Empty);

    public static AccountName Treasury => new(AccountKind.Treasury, Guid.Empty);

    public static AccountName Reserved(Guid reservationId) => new(AccountKind.Reserved, reservationId);

    public static AccountName Entitled(Guid beneficiaryId) => new(AccountKind.Entitled, beneficiaryId);

    public static AccountName Held(Guid redemptionId) => new(AccountKind.Held, redemptionId);

    public static AccountName Vendor(Guid vendorId) => new(AccountKind.Vendor, vendorId);
}

/// <summary>
/// A balance in minor units. No code changes it: the database does when a transfer is inserted, and refuses to let it
/// go below zero. PostgreSQL refuses any other change; SQLite cannot tell one, and there the audit finds it.
/// </summary>
internal sealed class Account
{
    public required Guid Id { get; init; }

    public required Guid ProjectId { get; init; }

    public required Guid TokenId { get; init; }

    public required AccountKind Kind { get; init; }

    public required Guid OwnerId { get; init; }

    public long Balance { get; private set; }
}

internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts").HasKey(account => account.Id);
        builder.Property(account => account.Id).ValueGeneratedNever();
        builder.HasAlternateKey(account => new { account.Id, account.TokenId });
        builder.HasIndex(account => new { account.TokenId, account.Kind, account.OwnerId }).IsUnique();
        builder.HasIndex(account => new { account.ProjectId, account.OwnerId });
        builder.HasOne<Token>().WithMany().HasForeignKey(account => account.TokenId);
    }
}
