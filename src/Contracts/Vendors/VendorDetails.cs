using System.Text.Json;

namespace Rahat.Contracts.Vendors;

/// <summary>A vendor as readers get it.</summary>
/// <param name="Uuid">The vendor's id, which is also its user's.</param>
/// <param name="Name">The shop's name.</param>
/// <param name="Email">E-mail address, if any.</param>
/// <param name="Phone">Phone number, E.164, if any.</param>
/// <param name="Wallet">Wallet address, if any.</param>
/// <param name="Extras">Free registration data.</param>
/// <param name="Projects">Ids of the projects it is assigned to.</param>
/// <param name="CreatedAt">When it registered.</param>
public sealed record VendorDetails(
    Guid Uuid,
    string Name,
    string? Email,
    string? Phone,
    string? Wallet,
    JsonElement? Extras,
    IReadOnlyList<Guid> Projects,
    DateTimeOffset CreatedAt);
