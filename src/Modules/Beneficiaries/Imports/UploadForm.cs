using System.Text;
using System.Text.Json;

using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Files;

namespace Rahat.Beneficiaries.Imports;

/// <summary>
/// Reads the multipart form of an upload as it arrives: the file goes straight into the store, sealed, and is never
/// held in memory or in a temporary file.
/// </summary>
internal sealed class UploadForm(FileStore files)
{
    /// <summary>The largest file.</summary>
    public const long MaxFileBytes = 50_000_000;

    /// <summary>
    /// Where the server cuts the connection. It is far above what is read of a body: a client that is cut off while it
    /// still sends does not hear why, one that is answered early does.
    /// </summary>
    public const long MaxRequestBytes = 2_000_000_000;

    private const long MaxOverheadBytes = 1_000_000;

    private const int MaxFields = 20;
    private const int MaxFieldBytes = 64 * 1024;
    private const int MaxBoundaryLength = 200;

    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);
    private string _fileName = "";

    /// <summary>The stored file; null until its part has been read.</summary>
    public FileReference? File { get; private set; }

    public async Task<ImportBeneficiaries> Read(HttpRequest http, CancellationToken cancellationToken)
    {
        // Told in advance, it need not be read at all.
        if (http.ContentLength > MaxFileBytes + MaxOverheadBytes)
            throw FileStore.TooLarge(MaxFileBytes);
        var reader = new MultipartReader(BoundaryOf(http), http.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
                await Take(section, cancellationToken);
        }
        catch (Exception fault) when (
            fault is InvalidDataException || (fault is IOException && fault is not BadHttpRequestException))
        {
            throw Broken();
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw FileStore.TooLarge(MaxFileBytes);
        }
        return ToRequest(File ?? throw Refusal.Invalid(new FieldFault("file", "file is required")));
    }

    /// <summary>Removes the stored file of an upload that led to nothing.</summary>
    public void Discard()
    {
        if (File is { } file)
            files.Delete(file);
    }

    private static string BoundaryOf(HttpRequest http)
    {
        var isForm = MediaTypeHeaderValue.TryParse(http.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        var boundary = isForm ? HeaderUtilities.RemoveQuotes(type!.Boundary).Value : null;
        return boundary is { Length: > 0 and <= MaxBoundaryLength } ? boundary : throw Broken();
    }

    private async Task Take(MultipartSection section, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            throw Broken();
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        if (disposition.IsFileDisposition())
        {
            if (name != "file" || File is not null)
                throw Refusal.Invalid(new FieldFault("file", "there must be one file, in the field named file"));
            _fileName = HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? "";
            File = await files.Save(section.Body, MaxFileBytes, cancellationToken);
        }
        else if (_fields.Count < MaxFields)
        {
            _fields[name] = await ReadText(section.Body, name, cancellationToken);
        }
        else
        {
            throw Refusal.Invalid(new FieldFault("form", $"there must be at most {MaxFields} fields"));
        }
    }

    private static async Task<string> ReadText(Stream body, string name, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxFieldBytes + 1];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return read <= MaxFieldBytes
            ? Encoding.UTF8.GetString(bytes, 0, read).Trim()
            : throw Refusal.Invalid(new FieldFault(name, $"{name} must be at most {MaxFieldBytes} bytes"));
    }

    private ImportBeneficiaries ToRequest(FileReference file)
    {
        var told = Doctype();
        return new ImportBeneficiaries
        {
            File = file,
            Doctype = told ?? DoctypeOfName(),
            DoctypeIsGuess = told is null,
            ProjectId = Project(),
            GroupKey = GroupKey(),
            Mapping = Mapping(),
            Region = Field("region"),
            Encoding = Field("encoding"),
        };
    }

    private string? Field(string name) => _fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private ImportDoctype? Doctype()
    {
        if (Field("doctype") is not { } text)
            return null;
        return Enum.TryParse<ImportDoctype>(text, ignoreCase: true, out var doctype) && char.IsLetter(text[0])
            ? doctype
            : throw Refusal.Invalid(new FieldFault("doctype", "doctype must be EXCEL, CSV or JSON"));
    }

    private ImportDoctype? DoctypeOfName() => Path.GetExtension(_fileName).ToUpperInvariant() switch
    {
        ".XLSX" or ".XLSM" or ".XLS" => ImportDoctype.Excel,
        ".CSV" or ".TSV" or ".TXT" => ImportDoctype.Csv,
        ".JSON" => ImportDoctype.Json,
        _ => null,
    };

    private Guid? Project()
    {
        if (Field("projectId") is not { } text)
            return null;
        return Guid.TryParse(text, out var id) ? id : throw Refusal.Invalid(
            new FieldFault("projectId", "projectId must be a UUID"));
    }

    private string? GroupKey()
    {
        var wanted = Field("automatedGroupOption[createAutomatedGroup]");
        if (wanted is null || wanted.Equals("false", StringComparison.OrdinalIgnoreCase))
            return null;
        if (!wanted.Equals("true", StringComparison.OrdinalIgnoreCase))
            throw Refusal.Invalid(new FieldFault("automatedGroupOption", "createAutomatedGroup must be true or false"));
        return Field("automatedGroupOption[groupKey]")
            ?? throw Refusal.Invalid(new FieldFault("automatedGroupOption", "groupKey is required to make groups"));
    }

    private Dictionary<string, string>? Mapping()
    {
        if (Field("mapping") is not { } json)
            return null;
        try
        {
            if (JsonSerializer.Deserialize<Dictionary<string, string>>(json) is { } mapping && !mapping.ContainsValue(
                null!))
            {
                return mapping;
            }
        }
        catch (JsonException)
        {
            // Refused below, without quoting it.
        }
        throw Refusal.Invalid(new FieldFault("mapping", "mapping must be a JSON object of header to field"));
    }

    private static Refusal Broken() =>
        Refusal.Invalid(new FieldFault("body", "the body must be a complete multipart/form-data with a file"));
}
