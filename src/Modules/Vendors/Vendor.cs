using System.Text.Json;

using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Vendors;
using Rahat.Runtime.Security;

namespace Rahat.Vendors;

/// <summary>A shop that takes redemptions. Who it is rests sealed; it is found by blind indexes.</summary>
internal sealed class Vendor : IVersioned
{
    private const string EmailPurpose = "vendor.email";
    private const string PhonePurpose = "vendor.phone";

    private Vendor()
    {
    }

    public Guid Id { get; private set; }

    public SealedText Name { get; private set; }

    public SealedText? Email { get; private set; }

    public string? EmailIndex { get; private set; }

    public SealedText? Phone { get; private set; }

    public string? PhoneIndex { get; private set; }

    public string? Wallet { get; private set; }

    public string? WalletIndex { get; private set; }

    public SealedText? Extras { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public int Version { get; private set; }

    public static Vendor Register(
        Guid id,
        RegisterVendor request,
        string? email,
        PhoneNumber? phone,
        PiiVault vault,
        DateTimeOffset now) => new()
        {
            Id = id,
            Name = vault.Seal(request.Name.Trim(), id),
            Email = vault.SealOrNull(email, id),
            EmailIndex = email is null ? null : IndexOfEmail(email, vault),
            Phone = vault.SealOrNull(phone?.E164, id),
            PhoneIndex = phone is null ? null : IndexOfPhone(phone.Value, vault),
            Wallet = request.Wallet,
            WalletIndex = IndexOfWallet(request.Wallet),
            Extras = request.Extras is { ValueKind: JsonValueKind.Object } extras
                ? vault.Seal(extras.GetRawText(), id)
                : null,
            CreatedAt = now,
        };

    public static string IndexOfEmail(string email, PiiVault vault) => vault.BlindIndex(EmailPurpose, email);

    public static string IndexOfPhone(PhoneNumber phone, PiiVault vault) => vault.BlindIndex(PhonePurpose, phone.E164);

    /// <summary>Lower case: the case of a wallet's letters is a checksum, not another wallet.</summary>
    public static string? IndexOfWallet(string? wallet) => wallet?.ToLowerInvariant();

    public VendorDetails ToDetails(IReadOnlyList<Guid> projects, PiiVault vault) => new(
        Id,
        vault.Open(Name, Id),
        vault.OpenOrNull(Email, Id),
        vault.OpenOrNull(Phone, Id),
        Wallet,
        vault.OpenOrNull(Extras, Id) is { } extras ? JsonDocument.Parse(extras).RootElement : null,
        projects,
        CreatedAt);
}

internal sealed class VendorTable : IEntityTypeConfiguration<Vendor>
{
    public void Configure(EntityTypeBuilder<Vendor> builder)
    {
        builder.ToTable("vendors").HasKey(vendor => vendor.Id);
        builder.Property(vendor => vendor.Id).ValueGeneratedNever();
        builder.HasIndex(vendor => vendor.EmailIndex).IsUnique();
        builder.HasIndex(vendor => vendor.PhoneIndex).IsUnique();
        builder.HasIndex(vendor => vendor.WalletIndex).IsUnique();
        builder.HasIndex(vendor => vendor.CreatedAt);
    }
}

/// <summary>That a vendor may take redemptions in a project.</summary>
internal sealed class ProjectVendor
{
    public required Guid ProjectId { get; init; }

    public required Guid VendorId { get; init; }

    public required DateTimeOffset AssignedAt { get; init; }
}

internal sealed class ProjectVendorTable : IEntityTypeConfiguration<ProjectVendor>
{
    public void Configure(EntityTypeBuilder<ProjectVendor> builder)
    {
        builder.ToTable("project_vendors").HasKey(row => new { row.ProjectId, row.VendorId });
        builder.HasIndex(row => row.VendorId);
    }
}
