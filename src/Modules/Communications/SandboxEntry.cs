using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Communications;
using Rahat.Runtime.Security;

namespace Rahat.Communications;

/// <summary>A message that was kept to be read instead of being sent.</summary>
internal sealed class SandboxEntry
{
    public required Guid Id { get; init; }

    public required Channel Channel { get; init; }

    public required string AddressIndex { get; init; }

    public required SealedText Address { get; init; }

    public SealedText? Subject { get; init; }

    public required SealedText Body { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public SandboxMessage Open(PiiVault vault) => new(
        Channel,
        vault.Open(Address, Id),
        vault.OpenOrNull(Subject, Id),
        vault.Open(Body, Id),
        SentAt);
}

internal sealed class SandboxEntryTable : IEntityTypeConfiguration<SandboxEntry>
{
    public void Configure(EntityTypeBuilder<SandboxEntry> builder)
    {
        builder.ToTable("sandbox_messages").HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.HasIndex(entry => new { entry.AddressIndex, entry.SentAt });
        builder.HasIndex(entry => entry.SentAt);
    }
}
