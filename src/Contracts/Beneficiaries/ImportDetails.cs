namespace Rahat.Contracts.Beneficiaries;

/// <summary>An import and how far it is.</summary>
public sealed record ImportDetails
{
    /// <summary>The import's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required ImportStatus Status { get; init; }

    /// <summary>What kind of file it reads; null until that is found out.</summary>
    public ImportDoctype? Doctype { get; init; }

    /// <summary>The project its new people are assigned to, if any.</summary>
    public Guid? ProjectId { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long FileLength { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Progress { get; init; }

    /// <summary>Rows below the header that have been worked off, empty ones included.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows below the header in all; null until they are counted.</summary>
    public int? TotalRows { get; init; }

    /// <summary>People registered.</summary>
    public required int Created { get; init; }

    /// <summary>Rows reported for a fault.</summary>
    public required int Rejected { get; init; }

    /// <summary>Rows whose person is registered already, or stands further up in the file.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Empty rows, which are passed over.</summary>
    public required int Empty { get; init; }

    /// <summary>Groups made of the values of a field.</summary>
    public required int Groups { get; init; }

    /// <summary>Stable code of why the whole import failed.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Why the whole import failed and what to do.</summary>
    public string? Reason { get; init; }

    /// <summary>Columns that mean no field; their cells are kept sealed with the person.</summary>
    public IReadOnlyList<string> UnmappedColumns { get; init; } = [];

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>Where an import stands.</summary>
public enum ImportStatus
{
    /// <summary>Taken on, not begun.</summary>
    Waiting,

    /// <summary>The file is sound, people are being registered.</summary>
    Running,

    /// <summary>Every row has been worked off.</summary>
    Completed,

    /// <summary>The file cannot be read. It is read through before anybody is registered.</summary>
    Failed,
}
