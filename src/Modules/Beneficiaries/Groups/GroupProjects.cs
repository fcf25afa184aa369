using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Groups;

/// <summary>Assigns groups to projects; what is assigned already stays as it is.</summary>
internal sealed class GroupProjects(BeneficiariesDb db)
{
    /// <returns>How many members were not in the project before.</returns>
    public async Task<int> Assign(Guid group, Guid project, CancellationToken cancellationToken)
    {
        await db.BeginWork(cancellationToken);
        object[] values = [project, group, db.Time(db.Now)];
        var linked = await db.Execute(
            $$"""
            INSERT INTO {{db.Table<ProjectGroup>()}} (project_id, group_id, created_at) VALUES ({0}, {1}, {2})
            ON CONFLICT (project_id, group_id) DO NOTHING
            """,
            values,
            cancellationToken);
        // In one order everywhere, so that two groups that share members do not lock each other out.
        var assigned = await db.Execute(
            $$"""
            INSERT INTO {{db.Table<ProjectBeneficiary>()}} (project_id, beneficiary_id, created_at)
            SELECT {0}, member.beneficiary_id, {2} FROM {{db.Table<GroupMembership>()}} AS member
            WHERE member.group_id = {1} ORDER BY member.beneficiary_id
            ON CONFLICT (beneficiary_id, project_id) DO NOTHING
            """,
            values,
            cancellationToken);
        if (linked > 0 || assigned > 0)
            db.Publish(new GroupAssignedToProject(group, project, assigned));
        return assigned;
    }
}
