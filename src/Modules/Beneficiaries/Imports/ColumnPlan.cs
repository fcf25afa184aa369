using System.Text.Json;

using Rahat.Beneficiaries.Imports.Reading;

namespace Rahat.Beneficiaries.Imports;

/// <summary>What a column can mean.</summary>
internal enum Field
{
    Phone,
    WhatsappPhone,
    Name,
    FirstName,
    MiddleName,
    LastName,
    Email,
    GovernmentId,
    Gender,
    Age,
    BirthDate,
    Location,
    Latitude,
    Longitude,
    Notes,
    WalletAddress,
    BankedStatus,
    InternetStatus,
    PhoneStatus,
}

/// <summary>
/// A column of a file: the field it means, or the key under which its cells are kept with the person.
/// </summary>
internal sealed record Column(string Header, Field? Field, string ExtrasKey, bool IsKnown);

/// <summary>
/// Which column of a file means what: the uploader's mapping first, then what the headers say (core.md §1.12).
/// </summary>
internal sealed class ColumnPlan
{
    /// <summary>How a mapping says that a column is to be kept with the person and means no field.</summary>
    public const string ExtrasField = "extras";

    private const int MaxHeaderLength = 200;

    /// <summary>Headers as <see cref="Normalise"/> leaves them.</summary>
    private static readonly Dictionary<string, Field> Aliases = new()
    {
        ["phonenumber"] = Field.Phone,
        ["beneficiaryphonenumber"] = Field.Phone,
        ["phone"] = Field.Phone,
        ["mobile"] = Field.Phone,
        ["mobilenumber"] = Field.Phone,
        ["telephone"] = Field.Phone,
        ["whatsappnumber"] = Field.WhatsappPhone,
        ["whatsappphonenumber"] = Field.WhatsappPhone,
        ["name"] = Field.Name,
        ["beneficiaryname"] = Field.Name,
        ["fullname"] = Field.Name,
        ["namefirst"] = Field.FirstName,
        ["firstname"] = Field.FirstName,
        ["namemiddle"] = Field.MiddleName,
        ["middlename"] = Field.MiddleName,
        ["namelast"] = Field.LastName,
        ["lastname"] = Field.LastName,
        ["email"] = Field.Email,
        ["emailaddress"] = Field.Email,
        ["governmentid"] = Field.GovernmentId,
        ["govtidnumber"] = Field.GovernmentId,
        ["nationalid"] = Field.GovernmentId,
        ["gender"] = Field.Gender,
        ["sex"] = Field.Gender,
        ["age"] = Field.Age,
        ["birthdate"] = Field.BirthDate,
        ["dateofbirth"] = Field.BirthDate,
        ["location"] = Field.Location,
        ["latitude"] = Field.Latitude,
        ["longitude"] = Field.Longitude,
        ["notes"] = Field.Notes,
        ["walletaddress"] = Field.WalletAddress,
        ["bankstatus"] = Field.BankedStatus,
        ["bankedstatus"] = Field.BankedStatus,
        ["internetstatus"] = Field.InternetStatus,
        ["phonestatus"] = Field.PhoneStatus,
    };

    /// <summary>Headers that mean no field of a person but have a fixed key among the extras.</summary>
    private static readonly Dictionary<string, string> KnownExtras = new()
    {
        ["referenceid"] = "referenceId",
        ["healthworkerusername"] = "healthWorker",
        ["type"] = "type",
        ["visioncentername"] = "visionCenter",
        ["reasonforlead"] = "reasonForLead",
        ["village"] = "village",
        ["commune"] = "commune",
        ["district"] = "district",
        ["province"] = "province",
        ["occupation"] = "occupation",
    };

    private static readonly Dictionary<string, Field> FieldNames = Enum.GetValues<Field>()
        .ToDictionary(
            field => JsonNamingPolicy.CamelCase.ConvertName(field.ToString()), StringComparer.OrdinalIgnoreCase);

    private ColumnPlan(Column[] columns) => Columns = columns;

    public IReadOnlyList<Column> Columns { get; }

    public IReadOnlyList<string> Unmapped =>
        [.. Columns.Where(column => !column.IsKnown && column.Header.Length > 0).Select(column => column.Header)];

    /// <summary>The names that a mapping may use.</summary>
    public static IEnumerable<string> MappableFields => FieldNames.Keys.Append(ExtrasField);

    public static bool IsMappable(string field) => field == ExtrasField || FieldNames.ContainsKey(field);

    /// <summary>The plan for a header; refused when no column has the phone numbers.</summary>
    public static ColumnPlan For(SourceRow header, IReadOnlyDictionary<string, string> mapping)
    {
        var headers = header.Cells.Select(cell => Shorten(cell.Text.Trim())).ToArray();
        var told = new Dictionary<string, string>(mapping.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, field) in mapping)
            told[Shorten(name.Trim())] = field;
        if (told.Keys.Except(headers, StringComparer.OrdinalIgnoreCase).Any())
        {
            throw RowSource.Refused(
                "import.mapping_without_column",
                "The mapping names a column that the file does not have. Write the headers exactly as they stand "
                + "in the file.");
        }
        var fields = new Field?[headers.Length];
        var taken = new HashSet<Field>();
        for (var i = 0; i < headers.Length; i++)
        {
            if (told.TryGetValue(headers[i], out var name) && FieldNames.TryGetValue(name, out var field) && taken.Add(
                field))
            {
                fields[i] = field;
            }
        }
        for (var i = 0; i < headers.Length; i++)
        {
            if (!told.ContainsKey(headers[i]) && Aliases.TryGetValue(Normalise(headers[i]), out var field) && taken.Add(
                field))
            {
                fields[i] = field;
            }
        }
        // Where people leave only one kind of number, that is the number to reach them by.
        if (!taken.Contains(Field.Phone) && Array.IndexOf(fields, Field.WhatsappPhone) is >= 0 and var whatsapp)
            fields[whatsapp] = Field.Phone;
        if (!fields.Contains(Field.Phone))
            throw NoPhoneColumn();
        return new ColumnPlan(Name(headers, fields));
    }

    private static Column[] Name(string[] headers, Field?[] fields)
    {
        var columns = new Column[headers.Length];
        var keys = new HashSet<string>();
        for (var i = 0; i < headers.Length; i++)
        {
            // A second number is kept, but nobody is found by it.
            var isWhatsapp = fields[i] == Field.WhatsappPhone;
            var known = KnownExtras.GetValueOrDefault(Normalise(headers[i]));
            var key = isWhatsapp ? "whatsappNumber" : known ?? (headers[i].Length > 0 ? headers[i] : $"column {i + 1}");
            for (var again = 2; fields[i] is null && !keys.Add(key); again++)
                key = $"{headers[i]} ({again})";
            columns[i] = new Column(
                headers[i], isWhatsapp ? null : fields[i], key, fields[i] is not null || known is not null);
        }
        return columns;
    }

    private static Refusal NoPhoneColumn() => RowSource.Refused(
        "import.no_phone_column",
        "No column has the phone numbers. Give it the header \"Phone Number*\", \"Whatsapp Number*\", "
        + "\"Phone Number\", \"Beneficiary Phone Number\" or \"phoneNumber\", or name it in the mapping as "
        + "\"phone\". The first row must hold the headers.");

    private static string Shorten(string header) =>
        header.Length > MaxHeaderLength ? header[..MaxHeaderLength] : header;

    private static string Normalise(string header) =>
        string.Concat(header.Where(c => c is not ('*' or '_' or '-') && !char.IsWhiteSpace(c))).ToLowerInvariant();
}
