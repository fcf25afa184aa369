using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>A beneficiary as readers get one.</summary>
public sealed record BeneficiaryDetails
{
    /// <summary>Counting number; references use <see cref="Uuid"/>.</summary>
    public required long Id { get; init; }

    /// <summary>The beneficiary's id.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>Gender, as far as it is known.</summary>
    public required Gender Gender { get; init; }

    /// <summary>Address of the wallet on a chain; null while there is none.</summary>
    public string? WalletAddress { get; init; }

    /// <summary>Day of birth, at midnight UTC.</summary>
    public DateTimeOffset? BirthDate { get; init; }

    /// <summary>Age in years as it was told at registration.</summary>
    public int? Age { get; init; }

    /// <summary>Name of the place.</summary>
    public string? Location { get; init; }

    /// <summary>Degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east.</summary>
    public double? Longitude { get; init; }

    /// <summary>Remarks of the registrar.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether the person has a bank account.</summary>
    public required BankedStatus BankedStatus { get; init; }

    /// <summary>Whether the person has internet.</summary>
    public required InternetStatus InternetStatus { get; init; }

    /// <summary>Whether the person has a telephone.</summary>
    public required PhoneStatus PhoneStatus { get; init; }

    /// <summary>Whether somebody verified that the person exists.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>When the person was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the row was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When the row was removed.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>What identifies the person.</summary>
    public PiiDetails? PiiData { get; init; }

    /// <summary>The projects the person is assigned to.</summary>
    [JsonPropertyName("BeneficiaryProject")]
    public IReadOnlyList<ProjectLink> Projects { get; init; } = [];
}

/// <summary>What identifies a person; it rests sealed.</summary>
/// <param name="BeneficiaryId">Counting number of the beneficiary.</param>
/// <param name="Name">The full name.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Email">E-mail address, if any.</param>
/// <param name="GovernmentId">Number of a paper of the state, if any.</param>
/// <param name="Extras">Whatever else was told, a JSON object.</param>
public sealed record PiiDetails(
    long BeneficiaryId,
    string? Name,
    string? Phone,
    string? Email,
    string? GovernmentId,
    JsonElement? Extras);

/// <summary>That a person is assigned to a project.</summary>
/// <param name="Id">Counting number of the assignment.</param>
/// <param name="ProjectId">Which project.</param>
/// <param name="BeneficiaryId">Which person.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="Project">The project in short; null when it is gone.</param>
public sealed record ProjectLink(
    long Id,
    Guid ProjectId,
    Guid BeneficiaryId,
    DateTimeOffset CreatedAt,
    [property: JsonPropertyName("Project")] ProjectBrief? Project);

/// <summary>A project in short.</summary>
/// <param name="Id">Counting number.</param>
/// <param name="Uuid">The project's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Type">Key of its type.</param>
public sealed record ProjectBrief(long Id, Guid Uuid, string Name, string Type);

/// <summary>Whether a person has a bank account.</summary>
public enum BankedStatus
{
    /// <summary>Not told.</summary>
    Unknown,

    /// <summary>No account.</summary>
    Unbanked,

    /// <summary>An account.</summary>
    Banked,

    /// <summary>An account that is hardly of use.</summary>
    UnderBanked,
}

/// <summary>Whether a person has internet.</summary>
public enum InternetStatus
{
    /// <summary>Not told.</summary>
    Unknown,

    /// <summary>None.</summary>
    NoInternet,

    /// <summary>At home.</summary>
    HomeInternet,

    /// <summary>On a telephone.</summary>
    MobileInternet,
}

/// <summary>Whether a person has a telephone.</summary>
public enum PhoneStatus
{
    /// <summary>Not told.</summary>
    Unknown,

    /// <summary>None.</summary>
    NoPhone,

    /// <summary>One with keys.</summary>
    FeaturePhone,

    /// <summary>One that runs programs.</summary>
    SmartPhone,
}
