using Rahat.Beneficiaries.Imports;
using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Groups;

internal static class CreateGroupEndpoint
{
    public static Task<CreatedGroup> Post(CreateGroup request, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(request, cancellationToken);
}

internal sealed class CreateGroupHandler(BeneficiariesDb db, GroupProjects projects, IBus bus)
    : IRequestHandler<CreateGroup, CreatedGroup>
{
    public async Task<CreatedGroup> Handle(CreateGroup request, CancellationToken cancellationToken)
    {
        var name = request.Name.Trim();
        if (name.Length == 0)
            throw Refusal.Invalid(new FieldFault("name", "name should not be empty"));
        if (request.ProjectId is { } project)
            await bus.RequireOpenProject(project, cancellationToken);
        if (await db.Groups.AnyAsync(one => one.Name == name, cancellationToken))
            throw new Refusal(RefusalKind.Conflict, "group.name_taken", "Beneficiary group already exist.");
        var named = request.Beneficiaries?.Select(one => one.Uuid).Distinct().ToArray() ?? [];
        await RefuseUnknown(named, cancellationToken);
        if (request.ImportId is { } import)
            await RefuseUnfinished(import, cancellationToken);

        var group = Group.Make(db.NewId(), name, db.Now);
        db.Add(group);
        await db.SaveChangesAsync(cancellationToken);
        var members = named.Select(
            person => new GroupMembership { GroupId = group.Uuid, BeneficiaryId = person, CreatedAt = db.Now });
        var count = await db.Insert(members.ToArray(), cancellationToken);
        if (request.ImportId is { } from)
            count += await AddImported(group, from, cancellationToken);
        db.Publish(new GroupCreated(group.Uuid, count));
        if (request.ProjectId is { } to)
            await projects.Assign(group.Uuid, to, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new CreatedGroup(group.Uuid, group.Name, count);
    }

    private async Task RefuseUnknown(Guid[] people, CancellationToken cancellationToken)
    {
        var known = 0;
        foreach (var some in people.Chunk(1_000))
        {
            known += await db.Beneficiaries.CountAsync(
                person => some.Contains(person.Uuid) && person.DeletedAt == null, cancellationToken);
        }
        if (known < people.Length)
        {
            throw new Refusal(
                RefusalKind.NotFound,
                "beneficiary.not_found",
                $"{people.Length - known} of the beneficiaries do not exist.");
        }
    }

    /// <summary>People who are still being registered would be missed without a word.</summary>
    private async Task RefuseUnfinished(Guid id, CancellationToken cancellationToken)
    {
        var import = await db.FindImport(id, cancellationToken);
        if (import.Status != ImportStatus.Completed)
            throw new Refusal(RefusalKind.Conflict, "import.not_completed", "The import has not run to its end.");
    }

    private Task<int> AddImported(Group group, Guid import, CancellationToken cancellationToken) => db.Execute(
        $$"""
        INSERT INTO {{db.Table<GroupMembership>()}} (group_id, beneficiary_id, created_at)
        SELECT {0}, person.uuid, {1}
        FROM {{db.Table<ImportRow>()}} AS imported
        JOIN {{db.Table<Beneficiary>()}} AS person ON person.uuid = imported.beneficiary_id
        WHERE imported.import_id = {2} AND imported.beneficiary_id IS NOT NULL AND person.deleted_at IS NULL
        ON CONFLICT DO NOTHING
        """,
        [group.Uuid, db.Time(db.Now), import],
        cancellationToken);
}
