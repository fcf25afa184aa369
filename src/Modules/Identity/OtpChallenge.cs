using System.Globalization;
using System.Security.Cryptography;

using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Runtime.Security;

namespace Rahat.Identity;

/// <summary>
/// A one-time code that was asked for. One that belongs to no login is a decoy: it looks and answers like any other,
/// and no code fits it.
/// </summary>
internal sealed class OtpChallenge : IVersioned
{
    public const int MaxAttempts = 5;

    /// <summary>So many codes an hour are sent to an address; whoever asks more often gets decoys.</summary>
    public const int MaxPerHour = 10;

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private OtpChallenge()
    {
    }

    public Guid Id { get; private set; }

    public Guid? LoginId { get; private set; }

    /// <summary>Whose address it was asked for, known or not, so that a newer one replaces it.</summary>
    public string AddressIndex { get; private set; } = "";

    public byte[] CodeHash { get; private set; } = [];

    /// <summary>The code itself, until it has been handed over for delivery.</summary>
    public SealedText? SealedCode { get; private set; }

    public OtpStatus Status { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public int Version { get; private set; }

    public static OtpChallenge Issue(Guid id, string addressIndex, Guid? loginId, PiiVault vault, DateTimeOffset now)
    {
        // Six digits without a leading zero, which clients that read a number would lose.
        var code = RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);
        return new OtpChallenge
        {
            Id = id,
            LoginId = loginId,
            AddressIndex = addressIndex,
            CodeHash = HashOf(code, id, vault),
            SealedCode = vault.Seal(code, id),
            Status = OtpStatus.Open,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
    }

    /// <summary>Tries a code, which costs an attempt, right or wrong.</summary>
    /// <returns>Whether it fits; a challenge that it fits is used by it.</returns>
    public bool Try(string code, bool isOpenToLogin, PiiVault vault, DateTimeOffset now)
    {
        RefuseUnlessOpen(now);
        Attempts++;
        var fits = CryptographicOperations.FixedTimeEquals(CodeHash, HashOf(code.Trim(), Id, vault)) && isOpenToLogin;
        if (fits)
        {
            Status = OtpStatus.Used;
            UsedAt = now;
            SealedCode = null;
        }
        return fits;
    }

    private void RefuseUnlessOpen(DateTimeOffset now)
    {
        if (Status == OtpStatus.Used)
            throw new Refusal(RefusalKind.Forbidden, "otp.used", "OTP has been used already!");
        if (Status == OtpStatus.Replaced)
            throw new Refusal(RefusalKind.Forbidden, "otp.replaced", "OTP has been replaced by a newer one!");
        if (ExpiresAt <= now)
            throw Expired();
        if (Attempts >= MaxAttempts)
            throw new Refusal(RefusalKind.Forbidden, "otp.locked", "Too many wrong OTPs, ask for a new one!");
    }

    public static Refusal Expired() =>
        new(RefusalKind.Forbidden, "challenge.expired", "WalletUtils: Challenge has expired.");

    private static byte[] HashOf(string code, Guid id, PiiVault vault) => vault.KeyedHash($"otp.{id:N}", code);
}

/// <summary>What has become of a challenge; time and wrong codes may have ended an open one.</summary>
internal enum OtpStatus
{
    /// <summary>A code may be tried.</summary>
    Open,

    /// <summary>Somebody signed in with it.</summary>
    Used,

    /// <summary>A newer one was asked for.</summary>
    Replaced,
}

internal sealed class OtpChallengeTable : IEntityTypeConfiguration<OtpChallenge>
{
    public void Configure(EntityTypeBuilder<OtpChallenge> builder)
    {
        builder.ToTable("otp_challenges").HasKey(challenge => challenge.Id);
        builder.Property(challenge => challenge.Id).ValueGeneratedNever();
        builder.HasIndex(challenge => challenge.AddressIndex).IsUnique().HasFilter("status = 'Open'");
        builder.HasIndex(challenge => new { challenge.AddressIndex, challenge.CreatedAt });
        builder.HasIndex(challenge => challenge.ExpiresAt);
    }
}
