using Rahat.Beneficiaries.Imports.Reading;
using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Files;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Security;

namespace Rahat.Beneficiaries.Imports;

/// <summary>Reads an uploaded file to its end.</summary>
/// <param name="ImportId">Which import.</param>
[JobName("RAHAT_BENEFICIARY", "import_beneficiaries", MaxAttempts = 20)]
internal sealed record ImportBeneficiariesJob(Guid ImportId);

/// <summary>
/// Reads the file through once, so that one that breaks off creates nobody, and then registers its people batch by
/// batch. Each batch is one transaction with the cursor in it; a job that was killed goes on behind the last batch.
/// </summary>
internal sealed class ImportBeneficiariesJobHandler(
    BeneficiariesDb db,
    ImportBatches batches,
    FileStore files,
    IBus bus,
    PiiVault vault,
    PhoneParser phones) : IJobHandler<ImportBeneficiariesJob>
{
    private const int BatchRows = 500;

    public async Task Run(ImportBeneficiariesJob job, JobContext context, CancellationToken cancellationToken)
    {
        var import = await db.Imports.SingleAsync(one => one.Id == job.ImportId, cancellationToken);
        if (!import.IsOver)
            await Work(import, context, cancellationToken);
        // Only now, when the end is committed: before, a kill would leave an import without its file.
        files.Delete(import.File);
    }

    private async Task Work(Import import, JobContext context, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = files.Open(import.File);
            if (import.Status == ImportStatus.Waiting)
                import = await Inspect(import, content, context, cancellationToken);
            await Register(import, content, context, cancellationToken);
        }
        catch (Refusal refusal) when (
            refusal.Kind is not (RefusalKind.Unavailable or RefusalKind.TimedOut or RefusalKind.TooMany))
        {
            await db.AbandonWork();
            var failed = await db.Imports.SingleAsync(one => one.Id == import.Id, cancellationToken);
            failed.Fail(refusal.Code, refusal.Message, db.Now);
            await context.Checkpoint(100, cancellationToken);
        }
    }

    /// <summary>Reads everything and keeps nothing but the number of rows and what the columns mean.</summary>
    private async Task<Import> Inspect(
        Import import,
        Stream content,
        JobContext context,
        CancellationToken cancellationToken)
    {
        if (import.ProjectId is { } project)
            await bus.RequireOpenProject(project, cancellationToken);
        var doctype = RowSource.Recognise(content, import.Doctype, import.DoctypeIsGuess);
        ColumnPlan? plan = null;
        var rows = 0;
        await foreach (var row in RowSource.Read(content, doctype, import.IsLatin1, cancellationToken))
        {
            if (plan is not null)
                rows++;
            else if (!row.IsEmpty)
                plan = ColumnPlan.For(row, import.OpenMapping(vault));
        }
        if (plan is null)
        {
            throw RowSource.Refused(
                "import.empty", "The file has no rows. Send one with a header row and a row for each person.");
        }

        import.Begin(doctype, rows, plan.Unmapped, vault);
        await context.Checkpoint(0, cancellationToken);
        return await db.Imports.SingleAsync(one => one.Id == import.Id, cancellationToken);
    }

    private async Task Register(Import import, Stream content, JobContext context, CancellationToken cancellationToken)
    {
        var parser = import.Region is { } region ? new PhoneParser(region) : phones;
        PersonReader? reader = null;
        var batch = new List<ReadRow>(BatchRows);
        await foreach (var row in RowSource.Read(content, import.Doctype!.Value, import.IsLatin1, cancellationToken))
        {
            if (reader is null)
            {
                if (!row.IsEmpty)
                    reader = new PersonReader(ColumnPlan.For(row, import.OpenMapping(vault)), parser, db.Now);
                continue;
            }
            if (row.Line <= import.CursorLine)
                continue;
            batch.Add(reader.Read(row));
            if (batch.Count == BatchRows)
                import = await Save(import, batch, context, cancellationToken);
        }
        if (batch.Count > 0)
            import = await Save(import, batch, context, cancellationToken);
        await Complete(import, context, cancellationToken);
    }

    private async Task<Import> Save(
        Import import,
        List<ReadRow> batch,
        JobContext context,
        CancellationToken cancellationToken)
    {
        var counts = await batches.Save(import, batch, cancellationToken);
        import.Advance(batch[^1].Line, counts);
        await context.Checkpoint(import.Progress, cancellationToken);
        batch.Clear();
        return await db.Imports.SingleAsync(one => one.Id == import.Id, cancellationToken);
    }

    private async Task Complete(Import import, JobContext context, CancellationToken cancellationToken)
    {
        if (import is { GroupKey: not null, ProjectId: { } project })
            await batches.AssignGroups(import, project, cancellationToken);
        import.Complete(db.Now);
        db.Publish(new BeneficiariesImported(
            import.Id, import.ProjectId, import.Rows, import.Created, import.Rejected, import.Duplicates));
        await context.Checkpoint(100, cancellationToken);
    }
}
