namespace Rahat.Contracts.Vendors;

/// <summary>A vendor may take redemptions in a project from now on.</summary>
/// <param name="VendorId">Which vendor.</param>
/// <param name="ProjectId">Which project.</param>
[MessageName("vendors.vendor_assigned_to_project")]
public sealed record VendorAssignedToProject(Guid VendorId, Guid ProjectId) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => VendorId;
}
