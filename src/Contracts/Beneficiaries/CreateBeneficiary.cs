using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>Registers one person. The phone number is required and belongs to one person only.</summary>
[MessageName("beneficiaries.beneficiary.create")]
[Permit("create", "beneficiary")]
public sealed record CreateBeneficiary : IRequest<BeneficiaryDetails>
{
    /// <summary>The most projects a person is assigned to while being registered.</summary>
    public const int MaxProjects = 20;

    /// <summary>The id, where the client has made one.</summary>
    public Guid? Uuid { get; init; }

    /// <summary>MALE, FEMALE, OTHER or UNKNOWN, in any case.</summary>
    [RegularExpression("(?i)male|female|other|unknown", ErrorMessage = "gender must be MALE, FEMALE, OTHER or UNKNOWN")]
    public string? Gender { get; init; }

    /// <summary>Address of the person's wallet.</summary>
    [RegularExpression(WalletForm, ErrorMessage = "Invalid wallet address format")]
    public string? WalletAddress { get; init; }

    /// <summary>Day of birth.</summary>
    public DateTimeOffset? BirthDate { get; init; }

    /// <summary>Age in years.</summary>
    [Range(0, 130)]
    public int? Age { get; init; }

    /// <summary>Name of the place.</summary>
    [StringLength(200)]
    public string? Location { get; init; }

    /// <summary>Degrees north.</summary>
    [Range(-90.0, 90.0)]
    public double? Latitude { get; init; }

    /// <summary>Degrees east.</summary>
    [Range(-180.0, 180.0)]
    public double? Longitude { get; init; }

    /// <summary>Remarks of the registrar.</summary>
    [StringLength(4_000)]
    public string? Notes { get; init; }

    /// <summary>Whatever else is told of the person, a JSON object; kept sealed.</summary>
    public JsonElement? Extras { get; init; }

    /// <summary>Whether the person has a bank account.</summary>
    public BankedStatus? BankedStatus { get; init; }

    /// <summary>Whether the person has internet.</summary>
    public InternetStatus? InternetStatus { get; init; }

    /// <summary>Whether the person has a telephone.</summary>
    public PhoneStatus? PhoneStatus { get; init; }

    /// <summary>What identifies the person.</summary>
    public PiiInput? PiiData { get; init; }

    /// <summary>Projects to assign the person to.</summary>
    [Length(1, MaxProjects)]
    public IReadOnlyList<Guid>? ProjectUUIDs { get; init; }

    /// <summary>The form of a wallet address on the chains that are known.</summary>
    public const string WalletForm = "0x[0-9a-fA-F]{40}|G[A-Z2-7]{55}";
}

/// <summary>What identifies a person, as a client gives it.</summary>
public sealed record PiiInput
{
    /// <summary>The full name; <c>Unknown</c> when absent.</summary>
    [StringLength(200)]
    public string? Name { get; init; }

    /// <summary>Phone number in any usual form.</summary>
    [StringLength(40)]
    public string? Phone { get; init; }

    /// <summary>E-mail address.</summary>
    [EmailAddress, StringLength(254)]
    public string? Email { get; init; }

    /// <summary>Number of a paper of the state.</summary>
    [StringLength(64)]
    public string? GovernmentId { get; init; }

    /// <summary>Whatever else identifies the person, a JSON object.</summary>
    public JsonElement? Extras { get; init; }
}
