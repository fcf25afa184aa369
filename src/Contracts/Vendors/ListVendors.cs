using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Vendors;

/// <summary>The vendors, newest first.</summary>
/// <param name="Page">Which page.</param>
[MessageName("vendors.vendor.list")]
[Permit("read", "vendor")]
public sealed record ListVendors([property: Required] PageRequest Page) : IQuery<Page<VendorDetails>>;
