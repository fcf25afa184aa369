using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>The reported rows of an import a stretch at a time, for the download.</summary>
[MessageName("beneficiaries.import.export_rejections")]
[Permit("read", "beneficiary")]
public sealed record ExportRejections : IQuery<RejectionStretch>
{
    /// <summary>The most rows one answer carries.</summary>
    public const int MaxTake = 2_000;

    /// <summary>Which import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>Where the stretch before ended; null for the first.</summary>
    public long? After { get; init; }

    /// <summary>How many, 1 to 2,000.</summary>
    [Range(1, MaxTake)]
    public int Take { get; init; } = MaxTake;
}

/// <summary>A stretch of reported rows.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Next">What to ask for next; null at the end.</param>
public sealed record RejectionStretch(IReadOnlyList<Rejection> Rows, long? Next);
