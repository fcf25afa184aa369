namespace Rahat.Contracts.Vendors;

/// <summary>A vendor registered; it may redeem once it is assigned to a project.</summary>
/// <param name="VendorId">Its id.</param>
[MessageName("vendors.vendor_registered")]
public sealed record VendorRegistered(Guid VendorId) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => VendorId;
}
