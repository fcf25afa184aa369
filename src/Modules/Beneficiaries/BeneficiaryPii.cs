using System.Text.Json;

using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Security;

namespace Rahat.Beneficiaries;

/// <summary>
/// What identifies a person, sealed; the phone number is found by its blind index, which no two people share.
/// </summary>
internal sealed class BeneficiaryPii
{
    private const string PhonePurpose = "beneficiary.phone";

    private BeneficiaryPii()
    {
    }

    public Guid BeneficiaryId { get; private set; }

    public SealedText Name { get; private set; }

    public SealedText Phone { get; private set; }

    public string PhoneIndex { get; private set; } = "";

    public SealedText? Email { get; private set; }

    public SealedText? GovernmentId { get; private set; }

    public SealedText? Extras { get; private set; }

    public static string IndexOf(PiiVault vault, PhoneNumber phone) => vault.BlindIndex(PhonePurpose, phone.E164);

    public static BeneficiaryPii Of(Guid beneficiary, Person person, PiiVault vault) => new()
    {
        BeneficiaryId = beneficiary,
        Name = vault.Seal(person.Name, beneficiary),
        Phone = vault.Seal(person.Phone.E164, beneficiary),
        PhoneIndex = IndexOf(vault, person.Phone),
        Email = vault.SealOrNull(person.Email, beneficiary),
        GovernmentId = vault.SealOrNull(person.GovernmentId, beneficiary),
        Extras = vault.SealOrNull(person.Extras, beneficiary),
    };

    public PiiDetails ToDetails(long number, PiiVault vault) => new(
        number,
        vault.Open(Name, BeneficiaryId),
        vault.Open(Phone, BeneficiaryId),
        vault.OpenOrNull(Email, BeneficiaryId),
        vault.OpenOrNull(GovernmentId, BeneficiaryId),
        vault.OpenOrNull(Extras, BeneficiaryId) is { } extras ? JsonDocument.Parse(extras).RootElement : null);
}

internal sealed class BeneficiaryPiiTable : IEntityTypeConfiguration<BeneficiaryPii>
{
    public void Configure(EntityTypeBuilder<BeneficiaryPii> builder)
    {
        builder.ToTable("beneficiary_pii").HasKey(pii => pii.BeneficiaryId);
        builder.Property(pii => pii.BeneficiaryId).ValueGeneratedNever();
        builder.HasIndex(pii => pii.PhoneIndex).IsUnique();
    }
}
