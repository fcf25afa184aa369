using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries;

/// <summary>A person who may receive aid; who it is stands sealed in <see cref="BeneficiaryPii"/>.</summary>
internal sealed class Beneficiary : IVersioned
{
    private Beneficiary()
    {
    }

    public long Id { get; private set; }

    public Guid Uuid { get; private set; }

    public Gender Gender { get; private set; }

    public string? WalletAddress { get; private set; }

    public DateTimeOffset? BirthDate { get; private set; }

    public int? Age { get; private set; }

    public string? Location { get; private set; }

    public double? Latitude { get; private set; }

    public double? Longitude { get; private set; }

    public string? Notes { get; private set; }

    public BankedStatus BankedStatus { get; private set; }

    public InternetStatus InternetStatus { get; private set; }

    public PhoneStatus PhoneStatus { get; private set; }

    public bool IsVerified { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? UpdatedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public int Version { get; private set; }

    public static Beneficiary Register(Guid uuid, Person person, DateTimeOffset now) => new()
    {
        Uuid = uuid,
        Gender = person.Gender,
        WalletAddress = person.WalletAddress,
        BirthDate = person.BirthDate,
        Age = person.Age,
        Location = person.Location,
        Latitude = person.Latitude,
        Longitude = person.Longitude,
        Notes = person.Notes,
        BankedStatus = person.BankedStatus,
        InternetStatus = person.InternetStatus,
        PhoneStatus = person.PhoneStatus,
        CreatedAt = now,
    };

    public BeneficiaryDetails ToDetails(PiiDetails? pii, IReadOnlyList<ProjectLink> projects) => new()
    {
        Id = Id,
        Uuid = Uuid,
        Gender = Gender,
        WalletAddress = WalletAddress,
        BirthDate = BirthDate,
        Age = Age,
        Location = Location,
        Latitude = Latitude,
        Longitude = Longitude,
        Notes = Notes,
        BankedStatus = BankedStatus,
        InternetStatus = InternetStatus,
        PhoneStatus = PhoneStatus,
        IsVerified = IsVerified,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        DeletedAt = DeletedAt,
        PiiData = pii,
        Projects = projects,
    };
}

internal sealed class BeneficiaryTable : IEntityTypeConfiguration<Beneficiary>
{
    public void Configure(EntityTypeBuilder<Beneficiary> builder)
    {
        builder.ToTable("beneficiaries").HasKey(person => person.Id);
        builder.HasIndex(person => person.Uuid).IsUnique();
        builder.HasIndex(person => person.WalletAddress).IsUnique();
        builder.HasIndex(person => new { person.CreatedAt, person.Id }).HasFilter("deleted_at IS NULL");
    }
}
