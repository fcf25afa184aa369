using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Vendors;

/// <summary>Lets a vendor take redemptions in a project. Asked again, it changes nothing.</summary>
[MessageName("vendors.vendor.assign_to_project")]
[Permit("update", "vendor")]
public sealed record AssignVendorToProject : IRequest<VendorDetails>
{
    /// <summary>Which vendor; taken from the route.</summary>
    public Guid VendorId { get; init; }

    /// <summary>Which project.</summary>
    [Required]
    public required Guid ProjectId { get; init; }
}
