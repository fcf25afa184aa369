using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Distribution;

/// <summary>The redemptions of a project, newest first; a vendor sees its own alone.</summary>
/// <param name="ProjectId">Which project.</param>
/// <param name="Page">Which page.</param>
[MessageName("distribution.redemption.list")]
[Permit("read", "redemption")]
public sealed record ListRedemptions(Guid ProjectId, [property: Required] PageRequest Page)
    : IQuery<Page<RedemptionDetails>>;
