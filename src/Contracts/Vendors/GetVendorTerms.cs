namespace Rahat.Contracts.Vendors;

/// <summary>Whether a vendor may take redemptions in a project.</summary>
/// <param name="VendorId">Which vendor.</param>
/// <param name="ProjectId">In which project.</param>
[MessageName("vendors.vendor.terms")]
[ModulesOnly]
public sealed record GetVendorTerms(Guid VendorId, Guid ProjectId) : IQuery<VendorTerms>;

/// <summary>The terms of a vendor in a project.</summary>
/// <param name="Exists">Whether there is such a vendor.</param>
/// <param name="IsAssigned">Whether it is assigned to the project.</param>
public sealed record VendorTerms(bool Exists, bool IsAssigned);
