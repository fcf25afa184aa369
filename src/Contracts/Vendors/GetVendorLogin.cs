namespace Rahat.Contracts.Vendors;

/// <summary>What Identity needs to give a registered vendor a user account.</summary>
/// <param name="VendorId">Which vendor; the user gets the same id.</param>
[MessageName("vendors.vendor.login")]
[ModulesOnly]
public sealed record GetVendorLogin(Guid VendorId) : IQuery<VendorLogin>;

/// <summary>A vendor's name and addresses.</summary>
/// <param name="VendorId">Which vendor.</param>
/// <param name="Name">The shop's name.</param>
/// <param name="Email">E-mail address to sign in with, if any.</param>
/// <param name="Phone">Phone number to sign in with, if any, E.164.</param>
/// <param name="Wallet">Wallet address, if any.</param>
public sealed record VendorLogin(Guid VendorId, string Name, string? Email, string? Phone, string? Wallet);
