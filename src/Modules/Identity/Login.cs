using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Identity;
using Rahat.Runtime.Security;

namespace Rahat.Identity;

/// <summary>An address that a user signs in with, and how often somebody has failed to lately.</summary>
internal sealed class Login : IVersioned
{
    /// <summary>So many wrong codes in a row, over however many challenges, lock the login.</summary>
    public const int MaxFalseAttempts = 15;

    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    private Login()
    {
    }

    public Guid Id { get; private set; }

    public long UserId { get; private set; }

    public LoginService Service { get; private set; }

    public string AddressIndex { get; private set; } = "";

    public SealedText Address { get; private set; }

    public int FalseAttempts { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    public DateTimeOffset? LastLoginAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public int Version { get; private set; }

    public static Login Of(User user, Guid id, LoginAddress address, PiiVault vault, DateTimeOffset now) => new()
    {
        Id = id,
        UserId = user.Id,
        Service = address.Service,
        AddressIndex = address.IndexIn(vault),
        Address = vault.Seal(address.Text, id),
        CreatedAt = now,
    };

    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    public void CountFalseAttempt(DateTimeOffset now)
    {
        if (IsLocked(now))
            return;
        FalseAttempts++;
        if (FalseAttempts < MaxFalseAttempts)
            return;
        FalseAttempts = 0;
        LockedUntil = now + LockTime;
    }

    public void LetIn(DateTimeOffset now)
    {
        FalseAttempts = 0;
        LockedUntil = null;
        LastLoginAt = now;
    }
}

internal sealed class LoginTable : IEntityTypeConfiguration<Login>
{
    public void Configure(EntityTypeBuilder<Login> builder)
    {
        builder.ToTable("logins").HasKey(login => login.Id);
        builder.Property(login => login.Id).ValueGeneratedNever();
        builder.HasIndex(login => new { login.Service, login.AddressIndex }).IsUnique();
        builder.HasIndex(login => login.UserId);
    }
}
