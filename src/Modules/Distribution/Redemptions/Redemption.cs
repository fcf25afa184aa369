using System.Globalization;
using System.Security.Cryptography;

using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Distribution;
using Rahat.Distribution.Tokens;
using Rahat.Runtime.Security;

namespace Rahat.Distribution.Redemptions;

/// <summary>
/// A vendor's claim on a part of a person's entitlement: held at once, the vendor's when the person's one-time code
/// comes, the person's again when it does not. The version sees to it that of two tills that confirm at once one wins.
/// </summary>
internal sealed class Redemption : IVersioned
{
    public const int MaxAttempts = 5;

    private const int CodeBelow = 1_000_000;

    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(5);

    private Redemption()
    {
    }

    public Guid Id { get; private set; }

    public Guid ProjectId { get; private set; }

    public Guid TokenId { get; private set; }

    public Guid VendorId { get; private set; }

    public Guid BeneficiaryId { get; private set; }

    public long Amount { get; private set; }

    public RedemptionStatus Status { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public VoidReason? VoidReason { get; private set; }

    /// <summary>Keyed hash of the code, bound to all that the code is for.</summary>
    public byte[] CodeHash { get; private set; } = [];

    /// <summary>The code on its way to the person, sealed; empty once it has been handed over.</summary>
    public SealedText? Code { get; private set; }

    public int Attempts { get; private set; }

    public int Version { get; private set; }

    public static Redemption Authorise(
        Guid id,
        Token token,
        Guid vendorId,
        Guid beneficiaryId,
        long amount,
        PiiVault vault,
        DateTimeOffset now)
    {
        var code = RandomNumberGenerator.GetInt32(CodeBelow).ToString("D6", CultureInfo.InvariantCulture);
        var redemption = new Redemption
        {
            Id = id,
            ProjectId = token.ProjectId,
            TokenId = token.Id,
            VendorId = vendorId,
            BeneficiaryId = beneficiaryId,
            Amount = amount,
            Status = RedemptionStatus.Authorised,
            RequestedAt = now,
            ExpiresAt = now + CodeLifetime,
            Code = vault.Seal(code, id),
        };
        redemption.CodeHash = redemption.Hash(code, vault);
        return redemption;
    }

    /// <summary>
    /// Takes a code. The right one captures; a wrong one costs an attempt, and the last attempt gives the money back.
    /// </summary>
    /// <returns>Whether the code was right.</returns>
    public bool Capture(string code, PiiVault vault, DateTimeOffset now)
    {
        MustBeOpen();
        if (now >= ExpiresAt)
        {
            throw new Refusal(
                RefusalKind.Conflict,
                "redemption.expired",
                "The code has expired. Ask for a new redemption.");
        }
        if (!CryptographicOperations.FixedTimeEquals(CodeHash, Hash(code.Trim(), vault)))
        {
            Attempts++;
            if (Attempts >= MaxAttempts)
                End(RedemptionStatus.Voided, now, Contracts.Distribution.VoidReason.Locked);
            return false;
        }
        End(RedemptionStatus.Captured, now, null);
        return true;
    }

    /// <summary>Releases the hold.</summary>
    public void Void(VoidReason reason, DateTimeOffset now)
    {
        MustBeOpen();
        End(RedemptionStatus.Voided, now, reason);
    }

    /// <summary>The code has reached the messenger and is not kept any longer.</summary>
    public void HandOverCode() => Code = null;

    public RedemptionDetails ToDetails(Token token) => new(
        Id,
        ProjectId,
        TokenId,
        VendorId,
        BeneficiaryId,
        token.Write(Amount),
        token.Symbol,
        Status,
        RequestedAt,
        ExpiresAt,
        EndedAt,
        VoidReason);

    private void MustBeOpen()
    {
        if (Status == RedemptionStatus.Captured)
        {
            throw new Refusal(
                RefusalKind.Conflict,
                "redemption.already_captured",
                "This redemption has been captured already.");
        }
        if (Status == RedemptionStatus.Voided)
            throw new Refusal(RefusalKind.Conflict, "redemption.voided", "This redemption was voided.");
    }

    private void End(RedemptionStatus status, DateTimeOffset now, VoidReason? reason)
    {
        Status = status;
        EndedAt = now;
        VoidReason = reason;
        Code = null;
    }

    private byte[] Hash(string code, PiiVault vault) =>
        vault.KeyedHash($"redemption:{Id}:{VendorId}:{BeneficiaryId}:{ProjectId}:{TokenId}:{Amount}", code);
}

internal sealed class RedemptionTable : IEntityTypeConfiguration<Redemption>
{
    public void Configure(EntityTypeBuilder<Redemption> builder)
    {
        builder.ToTable("redemptions").HasKey(redemption => redemption.Id);
        builder.Property(redemption => redemption.Id).ValueGeneratedNever();
        builder.HasIndex(one => new { one.ProjectId, one.RequestedAt });
        builder.HasIndex(one => new { one.VendorId, one.ProjectId, one.RequestedAt });
        builder.HasIndex(one => new { one.VendorId, one.RequestedAt });
        builder.HasIndex(one => new { one.BeneficiaryId, one.RequestedAt });
        builder.HasIndex(one => one.ExpiresAt).HasFilter("status = 'Authorised'");
        builder.HasIndex(one => new { one.BeneficiaryId, one.VendorId, one.TokenId })
            .IsUnique()
            .HasFilter("status = 'Authorised'");
    }
}
