using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

using Rahat.Beneficiaries.Imports.Reading;
using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Phones;

namespace Rahat.Beneficiaries.Imports;

/// <summary>The cells of one row that mean something, checked one by one.</summary>
internal sealed partial class RowCells(PhoneParser phones, DateTimeOffset today)
{
    private const int MaxNameLength = 200;
    private const int MaxIdLength = 64;
    private const int MaxEmailLength = 254;
    private static readonly DateTime Earliest = new(1890, 1, 1);
    private static readonly string[] DateForms =
        ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] ExactTimes = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"];
    private static readonly EmailAddressAttribute EmailForm = new();

    private readonly Dictionary<Field, string> _texts = [];
    private readonly List<RowFault> _faults = [];
    private PhoneNumber? _phone;
    private Gender _gender;
    private BankedStatus _banked;
    private InternetStatus _internet;
    private PhoneStatus _phoneStatus;
    private DateTimeOffset? _birthDate;
    private int? _age;
    private double? _latitude;
    private double? _longitude;

    public IReadOnlyList<RowFault> Faults => _faults;

    public void Fault(string? header, string? text, string code, string reason) =>
        _faults.Add(new RowFault(header, text is null ? null : ValueClass.Of(text), code, reason));

    public void Take(Field field, string header, string text, CellKind kind)
    {
        if (kind == CellKind.Formula || (field != Field.Phone && text.Length > 0 && ValueClass.IsFormula(text)))
        {
            _faults.Add(new RowFault(
                header, "formula", "row.formula",
                "The cell holds a formula, or text that a spreadsheet would run as one. Replace it by its plain "
                + "value."));
        }
        else if (kind == CellKind.Nested)
        {
            _faults.Add(new RowFault(
                header, "object", "row.nested", "The value is an object or a list. Write one plain value."));
        }
        else if (ValueClass.IsSpreadsheetError(text))
        {
            Fault(
                header,
                text,
                "row.spreadsheet_error",
                "The cell shows an error of the spreadsheet. Put the value there.");
        }
        else if (field == Field.Phone)
        {
            TakePhone(header, text);
        }
        else if (text.Length > 0)
        {
            TakeValue(field, header, text);
        }
    }

    public Person? ToPerson(string? extras)
    {
        if (_phone is not { } phone || _faults.Count > 0)
            return null;
        return new Person
        {
            Phone = phone,
            Name = Name(),
            Email = Text(Field.Email),
            GovernmentId = Text(Field.GovernmentId),
            Extras = extras,
            Gender = _gender,
            WalletAddress = Person.NormaliseWallet(Text(Field.WalletAddress)),
            BirthDate = _birthDate,
            Age = _age,
            Location = Text(Field.Location),
            Latitude = _latitude,
            Longitude = _longitude,
            Notes = Text(Field.Notes),
            BankedStatus = _banked,
            InternetStatus = _internet,
            PhoneStatus = _phoneStatus,
        };
    }

    private string? Text(Field field) => _texts.GetValueOrDefault(field);

    private string Name()
    {
        if (Text(Field.Name) is { } whole)
            return whole;
        string?[] parts = [Text(Field.FirstName), Text(Field.MiddleName), Text(Field.LastName)];
        var joined = string.Join(' ', parts.OfType<string>());
        return joined.Length > 0 ? joined : Person.UnknownName;
    }

    private void TakePhone(string header, string text)
    {
        var reading = phones.Read(text);
        if (reading.Fault == PhoneFault.None)
        {
            _phone = reading.Number;
        }
        else
        {
            Fault(
                header, text, PhoneReasons.CodeOf(reading.Fault), PhoneReasons.Of(reading.Fault, phones.DefaultRegion));
        }
    }

    private void TakeValue(Field field, string header, string text)
    {
        switch (field)
        {
            case Field.Gender:
                TakeGender(header, text);
                break;
            case Field.Age:
                TakeAge(header, text);
                break;
            case Field.BirthDate:
                TakeBirthDate(header, text);
                break;
            case Field.Latitude:
                _latitude = Coordinate(header, text, 90);
                break;
            case Field.Longitude:
                _longitude = Coordinate(header, text, 180);
                break;
            case Field.BankedStatus:
                _banked = Choice<BankedStatus>(header, text);
                break;
            case Field.InternetStatus:
                _internet = Choice<InternetStatus>(header, text);
                break;
            case Field.PhoneStatus:
                _phoneStatus = Choice<PhoneStatus>(header, text);
                break;
            default:
                TakeText(field, header, text);
                break;
        }
    }

    private void TakeText(Field field, string header, string text)
    {
        var longest = field switch
        {
            Field.GovernmentId => MaxIdLength,
            Field.Email => MaxEmailLength,
            Field.Notes => PersonReader.MaxCellLength,
            _ => MaxNameLength,
        };
        if (text.Length > longest)
        {
            Fault(header, text, "row.too_long", $"The cell has more than {longest} characters. Shorten it.");
        }
        else if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            Fault(
                header, text, "row.control_characters", "The cell has signs that cannot be seen. Type its value anew.");
        }
        else if (field == Field.Email && !EmailForm.IsValid(text))
        {
            Fault(header, text, "row.invalid_email", "This is no e-mail address. Correct it, or leave the cell empty.");
        }
        else if (field == Field.WalletAddress && !Wallet().IsMatch(text))
        {
            Fault(
                header, text, "row.invalid_wallet", "This is no wallet address. Correct it, or leave the cell empty.");
        }
        else
        {
            _texts[field] = text;
        }
    }

    private void TakeGender(string header, string text)
    {
        switch (text.ToUpperInvariant())
        {
            case "M" or "MALE" or "MAN":
                _gender = Gender.Male;
                break;
            case "F" or "FEMALE" or "WOMAN":
                _gender = Gender.Female;
                break;
            case "O" or "OTHER":
                _gender = Gender.Other;
                break;
            case "UNKNOWN":
                break;
            default:
                Fault(
                    header,
                    text,
                    "row.invalid_gender",
                    "Write MALE, FEMALE, OTHER or UNKNOWN, or leave the cell empty.");
                break;
        }
    }

    private void TakeAge(string header, string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var age) && age <= Person.MaxAge)
        {
            _age = age;
        }
        else
        {
            Fault(
                header,
                text,
                "row.invalid_age",
                $"Write the age as a whole number of years, 0 to {Person.MaxAge}, or leave the cell empty.");
        }
    }

    private void TakeBirthDate(string header, string text)
    {
        const DateTimeStyles Plain = DateTimeStyles.None;
        var isDate = DateTime.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, Plain, out var date)
            || DateTime.TryParseExact(text, ExactTimes, CultureInfo.InvariantCulture, Plain, out date);
        if (isDate && date >= Earliest && date <= today.UtcDateTime.AddDays(1))
        {
            _birthDate = new DateTimeOffset(DateTime.SpecifyKind(date.Date, DateTimeKind.Utc));
        }
        else
        {
            Fault(
                header,
                text,
                "row.invalid_date",
                "Write the day of birth as year-month-day, such as 1990-12-31, or leave the cell empty.");
        }
    }

    private double? Coordinate(string header, string text, double limit)
    {
        const NumberStyles Degrees = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (double.TryParse(text, Degrees, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= limit)
            return value;
        Fault(
            header,
            text,
            "row.invalid_coordinate",
            $"Write degrees with a decimal point, -{limit} to {limit}, or leave the cell empty.");
        return null;
    }

    private T Choice<T>(string header, string text)
        where T : struct, Enum
    {
        var wanted = string.Concat(text.Where(char.IsLetter));
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), wanted, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        var names = Enum.GetNames<T>().Select(name => JsonNamingPolicy.SnakeCaseUpper.ConvertName(name));
        Fault(header, text, "row.invalid_choice", $"Write one of {string.Join(", ", names)}, or leave the cell empty.");
        return default;
    }

    [GeneratedRegex($@"^(?:{CreateBeneficiary.WalletForm})\z")]
    private static partial Regex Wallet();
}
