using Rahat.Beneficiaries.Groups;
using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Security;

namespace Rahat.Beneficiaries.Imports;

/// <summary>
/// Saves a batch of rows set by set: what exists is looked up with one query, what is new is inserted in bulk.
/// </summary>
internal sealed class ImportBatches(BeneficiariesDb db, ImportGroups groups, PiiVault vault)
{
    private sealed record Candidate(ReadRow Row, Beneficiary Person, BeneficiaryPii Pii)
    {
        public Guid Id => Pii.BeneficiaryId;
    }

    /// <summary>Registers the good rows and reports the others, in a transaction that the caller commits.</summary>
    public async Task<BatchCounts> Save(Import import, IReadOnlyList<ReadRow> rows, CancellationToken cancellationToken)
    {
        var now = db.Now;
        var report = rows.SelectMany(row => row.Faults.Select(fault => Report(import, row.Line, fault))).ToList();
        var duplicates = new List<ImportRow>();
        var candidates = new Dictionary<string, Candidate>();
        var indexes = rows.Where(row => row.Person is not null)
            .ToDictionary(row => row, row => BeneficiaryPii.IndexOf(vault, row.Person!.Phone));
        var taken = await TakenPhones(import, indexes.Values.Distinct().ToArray(), cancellationToken);
        var wallets = await TakenWallets(indexes.Keys, cancellationToken);
        foreach (var (row, index) in indexes)
        {
            if (taken.TryGetValue(index, out var line))
            {
                duplicates.Add(Duplicate(import, row.Line, line));
            }
            else if (candidates.TryGetValue(index, out var earlier))
            {
                duplicates.Add(Duplicate(import, row.Line, earlier.Row.Line));
            }
            else if (row.Person!.WalletAddress is { } wallet && !wallets.Add(wallet))
            {
                report.Add(TakenWallet(import, row.Line));
            }
            else
            {
                var id = db.NewId();
                candidates[index] = new Candidate(
                    row, Beneficiary.Register(id, row.Person!, now), BeneficiaryPii.Of(id, row.Person!, vault));
            }
        }

        var registered = await Register(
            [.. candidates.Values.OrderBy(one => one.Pii.PhoneIndex, StringComparer.Ordinal)], cancellationToken);
        duplicates.AddRange(
            candidates.Values.Except(registered).Select(lost => Duplicate(import, lost.Row.Line, line: null)));
        registered.Sort((one, other) => one.Row.Line.CompareTo(other.Row.Line));
        await db.Insert([.. registered.Select(one => one.Person)], cancellationToken);
        await Assign(import, [.. registered.Select(one => one.Id)], cancellationToken);
        var made = await groups.Join(
            import, [.. registered.Select(one => (one.Id, one.Row.Person!))], cancellationToken);
        var outcomes = registered.Select(
            one => new ImportRow { ImportId = import.Id, Line = one.Row.Line, BeneficiaryId = one.Id })
            .Concat(report).Concat(duplicates).OrderBy(row => row.Line);
        await db.Insert(outcomes.ToArray(), cancellationToken);
        return new BatchCounts(
            rows.Count,
            registered.Count,
            report.DistinctBy(row => row.Line).Count(),
            duplicates.Count,
            rows.Count(row => row.IsEmpty),
            made);
    }

    /// <summary>Assigns the groups that the import made to its project; their members are there already.</summary>
    public async Task AssignGroups(Import import, Guid project, CancellationToken cancellationToken)
    {
        var made = await db.Groups.AsNoTracking().Where(group => group.ImportId == import.Id)
            .Select(group => group.Uuid).ToListAsync(cancellationToken);
        var links = made.Select(group => new ProjectGroup { ProjectId = project, GroupId = group, CreatedAt = db.Now });
        await db.Insert(links.ToArray(), cancellationToken);
        foreach (var group in made)
            db.Publish(new GroupAssignedToProject(group, project, NewlyAssigned: 0));
    }

    /// <summary>
    /// The phones go first and in one order everywhere, so that two imports of the same people wait for each other
    /// instead of locking each other out; a phone that somebody else took meanwhile is passed over.
    /// </summary>
    private async Task<List<Candidate>> Register(
        IReadOnlyCollection<Candidate> candidates,
        CancellationToken cancellationToken)
    {
        var pii = candidates.Select(one => one.Pii).ToArray();
        var inserted = await db.Insert(pii, cancellationToken, "ON CONFLICT (phone_index) DO NOTHING");
        if (inserted == pii.Length)
            return [.. candidates];
        var ids = pii.Select(one => one.BeneficiaryId).ToArray();
        var landed = await db.Pii.Where(one => ids.Contains(one.BeneficiaryId))
            .Select(one => one.BeneficiaryId).ToHashSetAsync(cancellationToken);
        return [.. candidates.Where(one => landed.Contains(one.Id))];
    }

    private async Task Assign(Import import, Guid[] people, CancellationToken cancellationToken)
    {
        if (import.ProjectId is not { } project)
            return;
        var links = people.Select(
            person => new ProjectBeneficiary { ProjectId = project, BeneficiaryId = person, CreatedAt = db.Now });
        await db.Insert(links.ToArray(), cancellationToken);
    }

    /// <summary>The phones that are registered, with the line of this file that registered them, if one did.</summary>
    private async Task<Dictionary<string, int?>> TakenPhones(
        Import import,
        string[] indexes,
        CancellationToken cancellationToken)
    {
        var found = await db.Pii.AsNoTracking()
            .Where(pii => indexes.Contains(pii.PhoneIndex))
            .Select(pii => new
            {
                pii.PhoneIndex,
                Line = db.ImportRows.Where(row => row.ImportId == import.Id && row.BeneficiaryId == pii.BeneficiaryId)
                    .Select(row => (int?)row.Line).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return found.ToDictionary(one => one.PhoneIndex, one => one.Line);
    }

    private async Task<HashSet<string>> TakenWallets(IEnumerable<ReadRow> rows, CancellationToken cancellationToken)
    {
        var wallets = rows.Select(row => row.Person!.WalletAddress).OfType<string>().Distinct().ToArray();
        if (wallets.Length == 0)
            return [];
        return await db.Beneficiaries.Where(one => one.WalletAddress != null && wallets.Contains(one.WalletAddress))
            .Select(one => one.WalletAddress!).ToHashSetAsync(cancellationToken);
    }

    private static ImportRow Report(Import import, int line, RowFault fault) => new()
    {
        ImportId = import.Id,
        Line = line,
        Header = fault.Header,
        ValueClass = fault.ValueClass,
        Code = fault.Code,
        Reason = fault.Reason,
    };

    private static ImportRow TakenWallet(Import import, int line) => Report(import, line, new RowFault(
        null,
        "text",
        "row.duplicate_wallet",
        "The wallet address belongs to somebody else. Correct it, or leave the cell empty."));

    private static ImportRow Duplicate(Import import, int inLine, int? line) => Report(import, inLine, line is { } first
        ? new RowFault(
            null, "number", "row.duplicate_in_file",
            $"The same phone number stands in row {first} of this file, which counts. Remove this row or correct "
            + "its number.")
        : new RowFault(
            null, "number", "row.duplicate_in_registry",
            "Somebody with this phone number is registered already and was not changed. Remove this row or "
            + "correct its number."));
}
