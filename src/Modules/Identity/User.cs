using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Identity;
using Rahat.Runtime.Security;

namespace Rahat.Identity;

/// <summary>Somebody who can sign in.</summary>
internal sealed class User : IVersioned
{
    private User()
    {
    }

    public long Id { get; private set; }

    public Guid Uuid { get; private set; }

    public SealedText? Name { get; private set; }

    public SealedText? Email { get; private set; }

    public SealedText? Phone { get; private set; }

    public string? Wallet { get; private set; }

    public Gender Gender { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? UpdatedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public int Version { get; private set; }

    public static User Register(
        Guid uuid,
        string name,
        IReadOnlyList<LoginAddress> addresses,
        PiiVault vault,
        DateTimeOffset now)
    {
        string? Of(LoginService service) => addresses.FirstOrDefault(address => address.Service == service)?.Text;
        return new User
        {
            Uuid = uuid,
            Name = vault.Seal(name, uuid),
            Email = vault.SealOrNull(Of(LoginService.Email), uuid),
            Phone = vault.SealOrNull(Of(LoginService.Phone), uuid),
            Wallet = Of(LoginService.Wallet),
            Gender = Gender.Unknown,
            CreatedAt = now,
        };
    }

    /// <summary>From now on the user is not let in; the row stays because others speak of it.</summary>
    public void Remove(DateTimeOffset now)
    {
        DeletedAt = now;
        UpdatedAt = now;
    }
}

internal sealed class UserTable : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users").HasKey(user => user.Id);
        builder.HasIndex(user => user.Uuid).IsUnique();
        builder.HasIndex(user => user.CreatedAt);
    }
}
