using Rahat.Beneficiaries.Groups;
using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries.Imports;

/// <summary>Puts the people of an import into groups by the value they share, such as their location.</summary>
internal sealed class ImportGroups(BeneficiariesDb db)
{
    /// <summary>A field with more values than this is none to make groups of; who comes later is in no group.</summary>
    private const int MaxGroups = 500;

    /// <returns>How many groups were made.</returns>
    public async Task<int> Join(
        Import import,
        IReadOnlyCollection<(Guid Id, Person Person)> people,
        CancellationToken cancellationToken)
    {
        if (import.GroupKey is not { } field)
            return 0;
        var values = people.Select(one => (one.Id, Value: GroupKeys.Of(one.Person, field)?.Trim()))
            .Where(one => !string.IsNullOrEmpty(one.Value))
            .GroupBy(one => one.Value!.ToLowerInvariant())
            .ToArray();
        var keys = values.Select(value => value.Key).ToArray();
        var groups = await db.Groups.AsNoTracking()
            .Where(group => group.ImportId == import.Id && keys.Contains(group.ImportKey!))
            .ToDictionaryAsync(group => group.ImportKey!, group => group.Uuid, cancellationToken);
        var made = 0;
        foreach (var value in values.Where(value => !groups.ContainsKey(value.Key)).Take(MaxGroups - import.Groups))
        {
            groups[value.Key] = await Make(import, value.Key, value.First().Value!, cancellationToken);
            made++;
        }
        await db.SaveChangesAsync(cancellationToken);
        var members =
            from value in values
            where groups.ContainsKey(value.Key)
            from one in value
            select new GroupMembership { GroupId = groups[value.Key], BeneficiaryId = one.Id, CreatedAt = db.Now };
        await db.Insert(members.ToArray(), cancellationToken);
        return made;
    }

    /// <summary>
    /// A group of its own: people must not slip into one that somebody made, and reserved money for, before.
    /// </summary>
    private async Task<Guid> Make(Import import, string key, string name, CancellationToken cancellationToken)
    {
        if (await db.Groups.AnyAsync(group => group.Name == name, cancellationToken))
            name = $"{name} ({import.Id})";
        var group = Group.MakeFor(import.Id, key, db.NewId(), name, db.Now);
        db.Add(group);
        db.Publish(new GroupCreated(group.Uuid, Members: 0));
        return group.Uuid;
    }
}
