using System.Text.Json;

using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Security;

namespace Rahat.Beneficiaries.Imports;

/// <summary>
/// An uploaded file on its way into the registry. The cursor, the counts and what the rows became are saved together,
/// so that a killed import goes on at the next row.
/// </summary>
internal sealed class Import : IVersioned
{
    private Import()
    {
    }

    /// <summary>The id of the stored file too.</summary>
    public Guid Id { get; private set; }

    public ImportStatus Status { get; private set; }

    public ImportDoctype? Doctype { get; private set; }

    public bool DoctypeIsGuess { get; private set; }

    public Guid? ProjectId { get; private set; }

    public string? GroupKey { get; private set; }

    /// <summary>Headers are the uploader's words and may be a person's name by mistake, so they rest sealed.</summary>
    public SealedText? Mapping { get; private set; }

    public SealedText? UnmappedColumns { get; private set; }

    public string? Region { get; private set; }

    public bool IsLatin1 { get; private set; }

    public long FileLength { get; private set; }

    public string FileHash { get; private set; } = "";

    public int? TotalRows { get; private set; }

    /// <summary>Line of the last row that has been worked off.</summary>
    public int CursorLine { get; private set; }

    public int Rows { get; private set; }

    public int Created { get; private set; }

    public int Rejected { get; private set; }

    public int Duplicates { get; private set; }

    public int Empty { get; private set; }

    public int Groups { get; private set; }

    public string? ReasonCode { get; private set; }

    public string? Reason { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public int Version { get; private set; }

    public FileReference File => new(Id, FileLength, FileHash);

    public bool IsOver => Status is ImportStatus.Completed or ImportStatus.Failed;

    public static Import TakeOn(
        ImportBeneficiaries request,
        string? groupKey,
        PiiVault vault,
        DateTimeOffset now) => new()
        {
            Id = request.File.Id,
            Status = ImportStatus.Waiting,
            Doctype = request.Doctype,
            DoctypeIsGuess = request.DoctypeIsGuess,
            ProjectId = request.ProjectId,
            GroupKey = groupKey,
            Mapping = request.Mapping is { Count: > 0 } mapping
            ? vault.Seal(JsonSerializer.Serialize(mapping), request.File.Id)
            : null,
            Region = request.Region?.ToUpperInvariant(),
            IsLatin1 = string.Equals(request.Encoding, "latin1", StringComparison.OrdinalIgnoreCase),
            FileLength = request.File.Length,
            FileHash = request.File.Sha256,
            CreatedAt = now,
        };

    /// <summary>The file has been read through once and is sound.</summary>
    public void Begin(ImportDoctype doctype, int totalRows, IReadOnlyList<string> unmapped, PiiVault vault)
    {
        Status = ImportStatus.Running;
        Doctype = doctype;
        TotalRows = totalRows;
        UnmappedColumns = vault.Seal(JsonSerializer.Serialize(unmapped), Id);
    }

    public void Advance(int toLine, BatchCounts counts)
    {
        CursorLine = toLine;
        Rows += counts.Rows;
        Created += counts.Created;
        Rejected += counts.Rejected;
        Duplicates += counts.Duplicates;
        Empty += counts.Empty;
        Groups += counts.Groups;
    }

    public void Complete(DateTimeOffset now)
    {
        Status = ImportStatus.Completed;
        FinishedAt = now;
    }

    public void Fail(string code, string reason, DateTimeOffset now)
    {
        Status = ImportStatus.Failed;
        ReasonCode = code;
        Reason = reason;
        FinishedAt = now;
    }

    public int Progress => IsOver ? 100 : TotalRows is > 0 and var total ? (int)(99L * Rows / total) : 0;

    public IReadOnlyDictionary<string, string> OpenMapping(PiiVault vault) =>
        vault.OpenOrNull(Mapping, Id) is { } json
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(json)!
            : new Dictionary<string, string>();

    public ImportDetails ToDetails(PiiVault vault) => new()
    {
        Id = Id,
        Status = Status,
        Doctype = Doctype,
        ProjectId = ProjectId,
        FileLength = FileLength,
        Progress = Progress,
        Rows = Rows,
        TotalRows = TotalRows,
        Created = Created,
        Rejected = Rejected,
        Duplicates = Duplicates,
        Empty = Empty,
        Groups = Groups,
        ReasonCode = ReasonCode,
        Reason = Reason,
        UnmappedColumns = vault.OpenOrNull(UnmappedColumns, Id) is { } json
            ? JsonSerializer.Deserialize<string[]>(json)!
            : [],
        CreatedAt = CreatedAt,
        FinishedAt = FinishedAt,
    };
}

/// <summary>What became of the rows of one batch.</summary>
internal sealed record BatchCounts(int Rows, int Created, int Rejected, int Duplicates, int Empty, int Groups);

internal sealed class ImportTable : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("imports").HasKey(import => import.Id);
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Ignore(import => import.File).Ignore(import => import.Progress).Ignore(import => import.IsOver);
        builder.HasIndex(import => new { import.CreatedAt, import.Id });
    }
}
