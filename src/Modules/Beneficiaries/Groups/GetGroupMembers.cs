using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Groups;

internal sealed class GetGroupMembersHandler(BeneficiariesDb db) : IRequestHandler<GetGroupMembers, GroupMembers>
{
    public async Task<GroupMembers> Handle(GetGroupMembers request, CancellationToken cancellationToken)
    {
        var isAssigned = await db.ProjectGroups.AnyAsync(
            link => link.ProjectId == request.ProjectId && link.GroupId == request.GroupId, cancellationToken);
        if (!isAssigned)
        {
            throw new Refusal(
                RefusalKind.Conflict, "group.not_in_project", "The group is not assigned to the project.");
        }

        var members = db.GroupMembers.Where(member => member.GroupId == request.GroupId);
        if (request.After is { } after)
            members = members.Where(member => member.BeneficiaryId > after);
        var ids = await members.OrderBy(member => member.BeneficiaryId).Take(request.Take)
            .Select(member => member.BeneficiaryId).ToListAsync(cancellationToken);
        return new GroupMembers(ids);
    }
}
