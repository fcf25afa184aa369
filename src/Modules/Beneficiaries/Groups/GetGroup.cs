using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Groups;

internal static class GetGroupEndpoint
{
    public static Task<GroupDetails> Get(Guid uuid, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new GetGroup(uuid), cancellationToken);
}

internal sealed class GetGroupHandler(BeneficiariesDb db, GroupReader groups, PeopleReader people)
    : IRequestHandler<GetGroup, GroupDetails>
{
    public async Task<GroupDetails> Handle(GetGroup request, CancellationToken cancellationToken)
    {
        var group = await db.Groups.AsNoTracking().SingleOrDefaultAsync(
            one => one.Uuid == request.Uuid, cancellationToken)
            ?? throw new Refusal(RefusalKind.Invalid, "group.not_found", "Group not found");
        var summary = (await groups.Summaries([group], cancellationToken))[0];
        return new GroupDetails
        {
            Id = summary.Id,
            Uuid = summary.Uuid,
            Name = summary.Name,
            GroupPurpose = summary.GroupPurpose,
            CreatedAt = summary.CreatedAt,
            UpdatedAt = summary.UpdatedAt,
            DeletedAt = summary.DeletedAt,
            Count = summary.Count,
            BeneficiaryGroupProject = summary.BeneficiaryGroupProject,
            IsGroupValidForAA = summary.IsGroupValidForAA,
            GroupedBeneficiaries = await FirstMembers(group.Uuid, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<GroupMember>> FirstMembers(Guid group, CancellationToken cancellationToken)
    {
        var members = await db.GroupMembers.AsNoTracking().Where(member => member.GroupId == group)
            .OrderBy(member => member.BeneficiaryId).Take(GroupDetails.MaxMembers).ToListAsync(cancellationToken);
        var ids = members.Select(member => member.BeneficiaryId).ToArray();
        var rows = await db.Beneficiaries.AsNoTracking().Where(person => ids.Contains(person.Uuid)).ToListAsync(
            cancellationToken);
        var details = (await people.Details(rows, cancellationToken)).ToDictionary(person => person.Uuid);
        return
        [
            .. members.Select(member => new GroupMember(
                group, member.BeneficiaryId, member.CreatedAt, details.GetValueOrDefault(member.BeneficiaryId))),
        ];
    }
}
