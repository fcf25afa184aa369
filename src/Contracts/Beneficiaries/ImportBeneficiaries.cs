using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>
/// Registers the people of an uploaded spreadsheet in the background. Good rows land, the others are reported; a file
/// that cannot be read creates nobody. The same file again changes nothing.
/// </summary>
[MessageName("beneficiaries.beneficiary.import")]
[Permit("create", "beneficiary")]
public sealed record ImportBeneficiaries : IRequest<AcceptedImport>, IFingerprinted
{
    /// <summary>The most columns a mapping may name.</summary>
    public const int MaxMapped = 200;

    /// <summary>The stored file; its id becomes the import's.</summary>
    [Required]
    public required FileReference File { get; init; }

    /// <summary>EXCEL, CSV or JSON; found out from the content when absent.</summary>
    public ImportDoctype? Doctype { get; init; }

    /// <summary>Whether the doctype is a guess from the file's name, which the content may overrule.</summary>
    public bool DoctypeIsGuess { get; init; }

    /// <summary>A project to assign the new people to.</summary>
    public Guid? ProjectId { get; init; }

    /// <summary>The field by whose values the new people are put into groups; null for no groups.</summary>
    [StringLength(60)]
    public string? GroupKey { get; init; }

    /// <summary>Which column means which field, where the headers do not say it themselves.</summary>
    [MaxLength(MaxMapped)]
    public IReadOnlyDictionary<string, string>? Mapping { get; init; }

    /// <summary>Region of phone numbers without a country code; the installation's when null.</summary>
    [StringLength(2, MinimumLength = 2)]
    public string? Region { get; init; }

    /// <summary><c>latin1</c> for a CSV that is not UTF-8.</summary>
    [RegularExpression("(?i)latin1|utf-?8", ErrorMessage = "encoding must be latin1 or utf8")]
    public string? Encoding { get; init; }

    /// <inheritdoc/>
    public string Fingerprint
    {
        get
        {
            var mapping = (Mapping ?? new Dictionary<string, string>()).OrderBy(
                pair => pair.Key, StringComparer.Ordinal);
            object?[] parts =
                [File.Sha256, Doctype?.ToString(), ProjectId, GroupKey, Region, Encoding, .. mapping.Select(
                    pair => $"{pair.Key}={pair.Value}")];
            return JsonSerializer.Serialize(parts);
        }
    }
}

/// <summary>What kind of file an import reads.</summary>
public enum ImportDoctype
{
    /// <summary>A workbook (.xlsx), its first sheet.</summary>
    Excel,

    /// <summary>Text with commas, semicolons or tabs.</summary>
    Csv,

    /// <summary>An array of objects.</summary>
    Json,
}

/// <summary>An import that has been taken on.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">A sentence for the person who uploaded.</param>
/// <param name="ImportId">Where its progress and report are found.</param>
public sealed record AcceptedImport(bool Success, string Message, Guid ImportId);
