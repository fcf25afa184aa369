using System.Text.Json;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Beneficiaries;

/// <summary>Rows that land, and rows that are reported.</summary>
public sealed class ImportRowsTests
{
    [Fact]
    public async Task Good_rows_land_and_each_other_row_is_reported_with_line_column_and_reason()
    {
        var api = await (await Platform.Shared).Admin();
        var good = Files.NewPhone();

        var import = await Files.Import(api, $"""
            Name*,Phone Number*,Gender,Age,Birth Date,Email,Latitude,Internet Status*,Shoe size
            Ram,{good},male,30,1990-12-31,ram@example.org,27.7,mobile internet,42
            A,2.54708E+11,male,30,,,,,
            B,{Files.NewPhone()},centaur,30,,,,,
            C,{Files.NewPhone()},,thirty,,,,,
            D,{Files.NewPhone()},,,31/12/1990,,,,
            E,{Files.NewPhone()},,,,not an address,,,
            F,{Files.NewPhone()},,,,,95,,
            G,{Files.NewPhone()},,,,,,sometimes,
            =cmd|' /C calc'!A0,{Files.NewPhone()},,,,,,,
            H,,,,,,,,
            I,{Files.NewPhone()},male
            J,{Files.NewPhone()},,,,,,,,more
            K,{good},,,,,,,
            ,,,,,,,,

            L,984-CALL-ME,,,,,,,
            {new string('x', 300)},{Files.NewPhone()},,,,,,,

            """.ReplaceLineEndings("\n"));

        Files.Counts(import, created: 1, rejected: 13, duplicates: 1, empty: 2);
        Assert.Equal(
            ["Shoe size"], import.GetProperty("unmappedColumns").EnumerateArray().Select(one => one.GetString()));
        var rejections = await Files.Rejections(api, import);
        Assert.Equal(
            [
                "3 Phone Number* phone.scientific_notation", "4 Gender row.invalid_gender", "5 Age row.invalid_age",
                "6 Birth Date row.invalid_date", "7 Email row.invalid_email", "8 Latitude row.invalid_coordinate",
                "9 Internet Status* row.invalid_choice", "10 Name* row.formula", "11 Phone Number* phone.missing",
                "12  row.too_few_cells", "13  row.too_many_cells", "14  row.duplicate_in_file",
                "17 Phone Number* phone.foreign_characters", "18 Name* row.too_long",
            ],
            rejections.Select(
                row => $"{row.GetProperty("line")} {row.GetProperty("column")} {row.GetProperty("code").GetString()}"));
        Assert.Contains("row 2", rejections[11].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.All(rejections, row => Assert.DoesNotContain("thirty", row.ToString(), StringComparison.Ordinal));
        await Everything_that_was_told_is_there(api, import);
    }

    private static async Task Everything_that_was_told_is_there(Api api, JsonElement import)
    {
        var group = await api.Post(
            "/v1/beneficiaries/groups",
            new { name = $"Of {Guid.CreateVersion7()}", importId = import.GetProperty("id").GetGuid() });
        Assert.Equal(1, group.Data.GetProperty("count").GetInt32());
        var details = await api.Get($"/v1/beneficiaries/groups/{group.Data.GetProperty("uuid").GetGuid()}");
        var person = details.Data.GetProperty("groupedBeneficiaries")[0].GetProperty("Beneficiary");
        Assert.Equal("MALE", person.GetProperty("gender").GetString());
        Assert.Equal(30, person.GetProperty("age").GetInt32());
        Assert.Equal("MOBILE_INTERNET", person.GetProperty("internetStatus").GetString());
        Assert.Equal("ram@example.org", person.GetProperty("piiData").GetProperty("email").GetString());
        Assert.Equal("42", person.GetProperty("piiData").GetProperty("extras").GetProperty("Shoe size").GetString());
    }

    [Fact]
    public async Task A_phone_that_is_registered_already_is_a_reported_duplicate()
    {
        var api = await (await Platform.Shared).Admin();
        var phone = Files.NewPhone();
        await api.Post("/v1/beneficiaries", new { piiData = new { phone, name = "First" } });

        var import = await Files.Import(api, $"phoneNumber,fullName\n{phone[1..]},Second\n");

        Files.Counts(import, created: 0, duplicates: 1);
        Assert.Equal(
            "row.duplicate_in_registry", (await Files.Rejections(api, import))[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_mapping_says_what_headers_do_not()
    {
        var api = await (await Platform.Shared).Admin();
        var csv = $"Tel.;Quien;phone\n{Files.NewPhone()};Rosa;this is no phone\n";

        var import = await Files.Import(
            api, csv, ("mapping", """{"tel.":"phone","Quien":"name","phone":"extras"}"""), ("doctype", "CSV"));
        Files.Counts(import, created: 1);

        Files.Failed(
            await Files.Import(api, csv, ("mapping", """{"Telefon":"phone"}""")), "import.mapping_without_column");
    }

    [Fact]
    public async Task A_region_says_where_numbers_without_a_country_code_belong()
    {
        var api = await (await Platform.Shared).Admin();
        var number = Files.NewPhone()[^6..];

        var import = await Files.Import(api, $"phone\n0712{number}\n", ("region", "ke"));

        Files.Counts(import, created: 1);
        var repeated = await api.Post("/v1/beneficiaries", new { piiData = new { phone = $"+254712{number}" } });
        Assert.Equal("beneficiary.phone_taken", repeated.Code);
    }

    [Fact]
    public async Task A_whatsapp_number_is_the_phone_only_where_there_is_no_other()
    {
        var api = await (await Platform.Shared).Admin();
        var (phone, whatsapp) = (Files.NewPhone(), Files.NewPhone());

        Files.Counts(await Files.Import(api, $"whatsappPhoneNumber,phoneNumber\n{whatsapp},{phone}\n"), created: 1);
        Files.Counts(await Files.Import(api, $"Whatsapp Number*\n{whatsapp}\n"), created: 1);
    }

    [Fact]
    public async Task Markup_in_a_name_is_text_like_any_other()
    {
        var api = await (await Platform.Shared).Admin();
        var phone = Files.NewPhone();

        Files.Counts(
            await Files.Import(api, $"phone,name,notes\n{phone},<script>alert(1)</script>,- none\n"), created: 1);

        var names = (await api.Get("/v1/beneficiaries?perPage=200")).Data.EnumerateArray()
            .Select(person => person.GetProperty("piiData").GetProperty("name").GetString());
        Assert.Contains("<script>alert(1)</script>", names);
    }

    [Fact]
    public async Task A_workbook_keeps_its_row_numbers_and_reports_formulas()
    {
        var api = await (await Platform.Shared).Admin();
        var rows = $"""
            <row r="3">{Files.Text("A3", "Name*")}{Files.Text("B3", "Phone Number*")}{Files.Text("C3", "Total")}</row>
            <row r="5">{Files.Text("A5", "Ram")}<c r="B5"><v>{Files.NewPhone()[1..]}</v></c>
            <c r="C5"><f>1+1</f><v>2</v></c></row>
            <row r="6">{Files.Text("A6", "Sita")}<c r="B6"><f>B5+1</f><v>9779841000000</v></c></row>
            <row r="8"><c r="A8" t="e"><v>#REF!</v></c>{Files.Text("B8", Files.NewPhone())}</row>
            <row r="9">{Files.Text("A9", "Gita")}{Files.Text("B9", "9.77984E+12")}</row>
            """;

        var import = await Files.Import(api, "people.xlsx", Files.Workbook(rows));

        Files.Counts(import, created: 1, rejected: 3, empty: 2);
        Assert.Equal(
            ["6 row.formula", "8 row.spreadsheet_error", "9 phone.scientific_notation"],
            (await Files.Rejections(api, import)).Select(
                row => $"{row.GetProperty("line")} {row.GetProperty("code").GetString()}"));
    }

    [Fact]
    public async Task Json_has_the_same_keys_as_headers()
    {
        var api = await (await Platform.Shared).Admin();
        var json = $$"""
            [{"Name*":"Ram","Phone Number*":"{{Files.NewPhone()}}","Age":30},
             {"Phone Number*":2.54708E+11},
             {"Phone Number*":{{Files.NewPhone()[1..]}},"Name*":["Sita"]},
             {}]
            """;

        var import = await Files.Import(api, "people", Files.Utf8(json));

        Files.Counts(import, created: 1, rejected: 2, empty: 1);
        Assert.Equal("JSON", import.GetProperty("doctype").GetString());
        Assert.Equal(
            ["2 phone.scientific_notation", "3 row.nested"],
            (await Files.Rejections(api, import)).Select(
                row => $"{row.GetProperty("line")} {row.GetProperty("code").GetString()}"));
    }

    [Fact]
    public async Task The_download_of_reports_holds_nothing_that_a_spreadsheet_would_run()
    {
        var api = await (await Platform.Shared).Admin();

        var import = await Files.Import(api, "+phone;\"=1+1\"\nnothing;x\n", ("mapping", """{"+phone":"phone"}"""));

        var download = await api.Get($"/v1/beneficiaries/imports/{import.GetProperty("id").GetGuid()}/rejections.csv");
        Assert.Contains("\n2,\"'+phone\",text,phone.foreign_characters,", download.Text, StringComparison.Ordinal);
        Assert.Equal(
            "import.not_found", (await api.Get($"/v1/beneficiaries/imports/{Guid.Empty}/rejections.csv")).Code);
    }
}
