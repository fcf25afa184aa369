using System.IO.Compression;
using System.Text;
using System.Text.Json;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Beneficiaries;

/// <summary>Files to import, and what an import says of itself.</summary>
internal static class Files
{
    private const string Upload = "/v1/beneficiaries/upload-queue";

    public static string Sample(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "samples")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "samples", name);
    }

    /// <summary>A Nepalese mobile number that no other test has.</summary>
    public static string NewPhone() => Programme.NewPhone();

    public static MemoryStream Utf8(string text) => new(Encoding.UTF8.GetBytes(text));

    public static async Task<Guid> Start(
        Api api,
        string name,
        Stream content,
        params (string Name, string Value)[] fields)
    {
        var answer = await api.Upload(Upload, name, content, fields);
        Assert.True(answer.Data.GetProperty("success").GetBoolean());
        return answer.Data.GetProperty("importId").GetGuid();
    }

    /// <summary>Uploads a file and waits for the import's end.</summary>
    public static async Task<JsonElement> Import(
        Api api,
        string name,
        Stream content,
        params (string Name, string Value)[] fields) =>
        await End(api, await Start(api, name, content, fields));

    public static Task<JsonElement> Import(Api api, string csv, params (string Name, string Value)[] fields) =>
        Import(api, "people.csv", Utf8(csv), fields);

    public static Task<JsonElement> End(Api api, Guid import) => Eventually.Get(
        async () => (await api.Get($"/v1/beneficiaries/imports/{import}")).Data,
        data => data.GetProperty("status").GetString() is "COMPLETED" or "FAILED");

    public static async Task<JsonElement[]> Rejections(Api api, JsonElement import, int perPage = 200)
    {
        var id = import.GetProperty("id").GetGuid();
        var page = await api.Get($"/v1/beneficiaries/imports/{id}/rejections?perPage={perPage}");
        return [.. page.Data.EnumerateArray()];
    }

    public static void Counts(JsonElement import, int created, int rejected = 0, int duplicates = 0, int empty = 0)
    {
        Assert.Equal("COMPLETED", import.GetProperty("status").GetString());
        Assert.Equal(
            (created, rejected, duplicates, empty),
            (Count("created"), Count("rejected"), Count("duplicates"), Count("empty")));
        Assert.Equal(created + rejected + duplicates + empty, Count("rows"));
        Assert.Equal(100, Count("progress"));

        int Count(string name) => import.GetProperty(name).GetInt32();
    }

    public static void Failed(JsonElement import, string code)
    {
        Assert.Equal("FAILED", import.GetProperty("status").GetString());
        Assert.Equal(code, import.GetProperty("reasonCode").GetString());
        Assert.True(import.GetProperty("reason").GetString()!.Length > 30);
        Assert.Equal(0, import.GetProperty("created").GetInt32());
    }

    /// <summary>A workbook of one sheet; cells are written as they are given, between the tags of a row.</summary>
    public static MemoryStream Workbook(string sheetRows, string prolog = "", Action<ZipArchive>? more = null)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Package = "http://schemas.openxmlformats.org/package/2006";
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", $"""
                <Types xmlns="{Package}/content-types"><Default Extension="xml" ContentType="application/xml"/>
                <Default Extension="rels"
                ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>
                """);
            Part(zip, "_rels/.rels", $"""
                <Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument"
                Target="xl/workbook.xml"/></Relationships>
                """);
            Part(zip, "xl/workbook.xml", $"""
                <workbook xmlns="{Main}" xmlns:r="{Office}">
                <sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>
                """);
            Part(zip, "xl/_rels/workbook.xml.rels", $"""
                <Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/worksheet"
                Target="worksheets/sheet1.xml"/></Relationships>
                """);
            Part(
                zip,
                "xl/worksheets/sheet1.xml",
                $"""{prolog}<worksheet xmlns="{Main}"><sheetData>{sheetRows}</sheetData></worksheet>""");
            more?.Invoke(zip);
        }
        stream.Position = 0;
        return stream;
    }

    public static string Text(
        string name,
        string text) => $"""<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>""";

    private static void Part(ZipArchive zip, string name, string xml)
    {
        using var part = new StreamWriter(zip.CreateEntry(name).Open());
        part.Write(xml);
    }
}
