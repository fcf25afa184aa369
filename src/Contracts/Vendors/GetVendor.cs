namespace Rahat.Contracts.Vendors;

/// <summary>One vendor.</summary>
/// <param name="VendorId">Its id.</param>
[MessageName("vendors.vendor.get")]
[Permit("read", "vendor")]
public sealed record GetVendor(Guid VendorId) : IQuery<VendorDetails>;
