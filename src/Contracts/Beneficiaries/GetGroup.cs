namespace Rahat.Contracts.Beneficiaries;

/// <summary>One group with its projects and the first of its members.</summary>
/// <param name="Uuid">Which group.</param>
[MessageName("beneficiaries.group.get")]
[Permit("read", "beneficiary")]
public sealed record GetGroup(Guid Uuid) : IQuery<GroupDetails>;
