using System.IO.Compression;
using System.Text.Json;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Beneficiaries;

/// <summary>The files that real systems use, on a platform of their own.</summary>
public sealed class ImportSamplesTests
{
    [Fact]
    public async Task The_sample_files_land_as_far_as_they_can_and_a_second_time_nothing_changes()
    {
        await using var platform = await Platform.Start();
        var api = await platform.Admin();

        var template = await Import(api, "rahat-beneficiary-sample.xlsx");
        Files.Counts(template, created: 0, rejected: 1, empty: 998);
        // The number in the template has one digit too few for Nepal; the library of numbering plans knows none such.
        Assert.Equal("phone.impossible", (await Files.Rejections(api, template))[0].GetProperty("code").GetString());
        Files.Counts(await Files.Import(api, "mended.xlsx", Mended()), created: 1, empty: 998);
        var mangled = await Import(api, "registrations-mangled-phones-1000.csv");
        Files.Counts(mangled, created: 0, rejected: 1000);
        var registrations = await Import(api, "registrations-1000.csv");
        var created = registrations.GetProperty("created").GetInt32();
        var rejected = registrations.GetProperty("rejected").GetInt32();
        Assert.InRange(created, 400, 999);
        Assert.Equal(1000, created + rejected + registrations.GetProperty("duplicates").GetInt32());
        Assert.Equal(created + 1, await People(api));

        var again = await Import(api, "registrations-1000.csv");
        Files.Counts(again, created: 0, rejected, duplicates: 1000 - rejected);
        Files.Counts(await Files.Import(api, "mended.xlsx", Mended()), created: 0, duplicates: 1, empty: 998);
        Assert.Equal(created + 1, await People(api));
        Assert.Empty(Directory.GetFiles(Path.Combine(platform.Folder, "files")));

        await Every_mangled_phone_is_reported(api, mangled);
        await The_row_of_the_template_is_read_in_full(api);
        var names = (await api.Get("/v1/beneficiaries?perPage=200")).Data.EnumerateArray()
            .Select(person => person.GetProperty("piiData").GetProperty("name").GetString());
        Assert.Contains("Micheal Cory Shelton", await AllNames(api, names!));
        Assert.Contains("preferredLanguage", registrations.GetProperty("unmappedColumns").EnumerateArray().Select(
            one => one.GetString()));
    }

    private static async Task Every_mangled_phone_is_reported(Api api, JsonElement mangled)
    {
        var id = mangled.GetProperty("id").GetGuid();
        var page = await api.Get($"/v1/beneficiaries/imports/{id}/rejections?page=5&perPage=200");
        Assert.Equal(1000, page.Json.GetProperty("meta").GetProperty("total").GetInt32());
        var last = page.Data.EnumerateArray().Last();
        Assert.Equal(1001, last.GetProperty("line").GetInt32());
        Assert.Equal("phoneNumber", last.GetProperty("column").GetString());
        Assert.Equal("scientific number", last.GetProperty("valueClass").GetString());
        Assert.Equal(
            "A spreadsheet turned this number into scientific notation and its last digits are lost. "
            + "Format the column as text in the original and export again.",
            last.GetProperty("reason").GetString());

        var download = await api.Get($"/v1/beneficiaries/imports/{id}/rejections.csv");
        Assert.Equal("text/csv", download.MediaType);
        Assert.Equal(1001, download.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("2.54708", download.Text, StringComparison.Ordinal);
    }

    private static async Task The_row_of_the_template_is_read_in_full(Api api)
    {
        var total = await People(api);
        var oldest = (await api.Get($"/v1/beneficiaries?perPage=1&page={total}")).Data[0];
        Assert.Equal("Raman K.C.", oldest.GetProperty("piiData").GetProperty("name").GetString());
        Assert.Equal("+9779812345678", oldest.GetProperty("piiData").GetProperty("phone").GetString());
        Assert.Equal("12345678", oldest.GetProperty("piiData").GetProperty("governmentId").GetString());
        Assert.Equal("Kathmandu", oldest.GetProperty("location").GetString());
        Assert.Equal(27.7172, oldest.GetProperty("latitude").GetDouble());
        Assert.Equal("1970-01-01T00:00:00.000Z", oldest.GetProperty("birthDate").GetString());
        Assert.Equal("-", oldest.GetProperty("notes").GetString());
    }

    private static async Task<JsonElement> Import(Api api, string sample)
    {
        await using var content = File.OpenRead(Files.Sample(sample));
        return await Files.Import(api, sample, content);
    }

    /// <summary>The template with the digit that its number lacks.</summary>
    private static MemoryStream Mended()
    {
        const string Sheet = "xl/worksheets/sheet1.xml";
        var mended = new MemoryStream();
        mended.Write(File.ReadAllBytes(Files.Sample("rahat-beneficiary-sample.xlsx")));
        using (var zip = new ZipArchive(mended, ZipArchiveMode.Update, leaveOpen: true))
        {
            string xml;
            using (var old = new StreamReader(zip.GetEntry(Sheet)!.Open()))
                xml = old.ReadToEnd();
            zip.GetEntry(Sheet)!.Delete();
            using var sheet = new StreamWriter(zip.CreateEntry(Sheet).Open());
            sheet.Write(xml.Replace("9.77981234567E11", "9.779812345678E12", StringComparison.Ordinal));
        }
        mended.Position = 0;
        return mended;
    }

    private static async Task<int> People(Api api) =>
        (await api.Get("/v1/beneficiaries?perPage=1")).Json.GetProperty("meta").GetProperty("total").GetInt32();

    private static async Task<HashSet<string>> AllNames(Api api, IEnumerable<string> first)
    {
        var names = first.ToHashSet();
        for (var page = 2; page <= 5; page++)
        {
            foreach (var person in (await api.Get($"/v1/beneficiaries?perPage=200&page={page}")).Data.EnumerateArray())
                names.Add(person.GetProperty("piiData").GetProperty("name").GetString()!);
        }
        return names;
    }
}
