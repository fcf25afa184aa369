using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries;

/// <summary>What is told of a person at registration, checked and normalised, from whichever door it came.</summary>
internal sealed record Person
{
    public const string UnknownName = "Unknown";
    public const int MaxAge = 130;

    public required PhoneNumber Phone { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public string? GovernmentId { get; init; }

    /// <summary>A JSON object, kept sealed.</summary>
    public string? Extras { get; init; }

    public Gender Gender { get; init; }

    public string? WalletAddress { get; init; }

    public DateTimeOffset? BirthDate { get; init; }

    public int? Age { get; init; }

    public string? Location { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public string? Notes { get; init; }

    public BankedStatus BankedStatus { get; init; }

    public InternetStatus InternetStatus { get; init; }

    public PhoneStatus PhoneStatus { get; init; }

    /// <summary>
    /// One spelling of an address, so that two spellings cannot be two people's; Ethereum's case is only a checksum.
    /// </summary>
    public static string? NormaliseWallet(string? address) =>
        address?.StartsWith("0x", StringComparison.Ordinal) == true ? address.ToLowerInvariant() : address;
}
