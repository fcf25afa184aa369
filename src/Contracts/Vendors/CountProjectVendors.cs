namespace Rahat.Contracts.Vendors;

/// <summary>How many vendors are assigned to a project.</summary>
/// <param name="ProjectId">Which project.</param>
[MessageName("vendors.project.count")]
[ModulesOnly]
public sealed record CountProjectVendors(Guid ProjectId) : IQuery<VendorCount>;

/// <summary>A count of vendors.</summary>
/// <param name="Total">How many.</param>
public sealed record VendorCount(int Total);
