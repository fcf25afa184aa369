namespace Rahat.Contracts.Distribution;

/// <summary>What a vendor has taken in a project, token by token; a vendor sees its own alone.</summary>
/// <param name="VendorId">Which vendor.</param>
/// <param name="ProjectId">In which project.</param>
[MessageName("distribution.vendor.balance")]
[Permit("read", "redemption")]
public sealed record GetVendorBalance(Guid VendorId, Guid ProjectId) : IQuery<IReadOnlyList<Balance>>;
