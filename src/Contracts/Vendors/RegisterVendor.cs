using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Rahat.Contracts.Vendors;

/// <summary>
/// A shop registers to take redemptions. Anybody may; it can do nothing until an administrator assigns it to a project.
/// It then signs in with its e-mail address or phone number.
/// </summary>
[MessageName("vendors.vendor.register")]
[Anonymous]
public sealed record RegisterVendor : IRequest<VendorDetails>
{
    /// <summary>The shop's name.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>E-mail address to sign in with; this or a phone number is needed.</summary>
    [RegularExpression(@"^[^\s@]+@[^\s@]+\.[^\s@]+$", ErrorMessage = "email must be an e-mail address")]
    [StringLength(320)]
    public string? Email { get; init; }

    /// <summary>Phone number to sign in with, with country code or of the default region.</summary>
    [StringLength(40)]
    public string? Phone { get; init; }

    /// <summary>Wallet address, 0x and 40 hex digits.</summary>
    [RegularExpression("^0x[a-fA-F0-9]{40}$", ErrorMessage = "wallet must be 0x and 40 hex digits")]
    public string? Wallet { get; init; }

    /// <summary>Free registration data, a JSON object.</summary>
    public JsonElement? Extras { get; init; }
}
