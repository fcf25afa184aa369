using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Groups;

internal static class AssignGroupToProjectEndpoint
{
    public static Task<GroupAssignment> Post(
        Guid uuid,
        AssignGroupToProject request,
        IBus bus,
        CancellationToken cancellationToken) => bus.Request(request with { Uuid = uuid }, cancellationToken);
}

internal sealed class AssignGroupToProjectHandler(BeneficiariesDb db, GroupProjects projects, IBus bus)
    : IRequestHandler<AssignGroupToProject, GroupAssignment>
{
    public async Task<GroupAssignment> Handle(AssignGroupToProject request, CancellationToken cancellationToken)
    {
        await bus.RequireOpenProject(request.ProjectId, cancellationToken);
        if (!await db.Groups.AnyAsync(
            group => group.Uuid == request.Uuid && group.DeletedAt == null, cancellationToken))
        {
            throw Refusal.NotFound("group");
        }

        var assigned = await projects.Assign(request.Uuid, request.ProjectId, cancellationToken);
        var members = await db.GroupMembers.CountAsync(member => member.GroupId == request.Uuid, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new GroupAssignment(request.Uuid, request.ProjectId, members, assigned);
    }
}
