using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Files;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Security;

namespace Rahat.Beneficiaries.Imports;

internal static class ImportBeneficiariesEndpoint
{
    public static async Task<AcceptedImport> Post(
        HttpRequest http,
        FileStore files,
        IBus bus,
        CancellationToken cancellationToken)
    {
        var form = new UploadForm(files);
        AcceptedImport accepted;
        try
        {
            accepted = await bus.Request(await form.Read(http, cancellationToken), cancellationToken);
        }
        catch (Exception fault) when (!MayHaveBegun(fault))
        {
            form.Discard();
            throw;
        }
        // Under the same Idempotency-Key the answer is that of the first upload, which has its own file.
        if (accepted.ImportId != form.File!.Id)
            form.Discard();
        return accepted;
    }

    /// <summary>When nobody waited for the answer, the import may be there and need its file.</summary>
    private static bool MayHaveBegun(Exception fault) =>
        fault is Refusal { Kind: RefusalKind.TimedOut } or OperationCanceledException;
}

internal sealed class ImportBeneficiariesHandler(BeneficiariesDb db, IBus bus, PiiVault vault)
    : IRequestHandler<ImportBeneficiaries, AcceptedImport>
{
    private const string Accepted = "Upload in Progress. Data will be listed soon.";

    public async Task<AcceptedImport> Handle(ImportBeneficiaries request, CancellationToken cancellationToken)
    {
        RefuseUnknownOptions(request);
        if (request.ProjectId is { } project)
            await bus.RequireOpenProject(project, cancellationToken);
        if (await db.Imports.AnyAsync(one => one.Id == request.File.Id, cancellationToken))
            throw new Refusal(RefusalKind.Conflict, "import.file_in_use", "This file is being imported already.");
        var groupKey = request.GroupKey is { } key ? GroupKeys.Find(key) : null;
        var import = Import.TakeOn(request, groupKey, vault, db.Now);
        db.Add(import);
        db.Enqueue(new ImportBeneficiariesJob(import.Id));
        await db.SaveChangesAsync(cancellationToken);
        return new AcceptedImport(true, Accepted, import.Id);
    }

    private static void RefuseUnknownOptions(ImportBeneficiaries request)
    {
        var faults = new List<FieldFault>();
        if (request.Region is { } region && !PhoneParser.IsRegion(region))
            faults.Add(new FieldFault("region", "region must be a two-letter code of a region with telephones"));
        if (request.GroupKey is { } key && GroupKeys.Find(key) is null)
        {
            faults.Add(new FieldFault(
                "automatedGroupOption", $"groupKey must be one of {string.Join(", ", GroupKeys.Names)}"));
        }

        var fields = request.Mapping?.Values.ToArray() ?? [];
        if (!fields.All(ColumnPlan.IsMappable))
        {
            faults.Add(new FieldFault(
                "mapping", $"mapping must name fields of {string.Join(", ", ColumnPlan.MappableFields)}"));
        }

        var named = fields.Where(field => field != ColumnPlan.ExtrasField).ToArray();
        if (named.Distinct(StringComparer.OrdinalIgnoreCase).Count() < named.Length)
            faults.Add(new FieldFault("mapping", "mapping must name a field for one column only"));
        if (faults.Count > 0)
            throw Refusal.Invalid(faults);
    }
}
