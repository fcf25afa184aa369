using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Beneficiaries;

/// <summary>Files that cannot be read: a clear reason, nobody created, nothing left behind.</summary>
public sealed class ImportBadFilesTests
{
    [Theory]
    [InlineData("name,age\nRam,30\n", "import.no_phone_column")]
    [InlineData("", "import.empty")]
    [InlineData("\n\n", "import.empty")]
    [InlineData("phone,name\n+9779841000000,\"Ram\n+9779841000001,Sita\n", "import.broken_quotes")]
    [InlineData("phone,name\n+9779841000000,\"Ram\" Bahadur\n", "import.broken_quotes")]
    public async Task A_csv_that_cannot_be_read_creates_nobody(string csv, string code)
    {
        var api = await (await Platform.Shared).Admin();

        Files.Failed(await Files.Import(api, csv), code);
    }

    [Fact]
    public async Task A_quote_that_never_closes_is_found_before_anybody_is_created()
    {
        var api = await (await Platform.Shared).Admin();
        var rows = string.Concat(Enumerable.Range(0, 1200).Select(_ => $"{Files.NewPhone()},Ram\n"));

        var import = await Files.Import(api, $"phone,name\n{rows}{Files.NewPhone()},\"{new string('x', 3_000_000)}\n");

        Files.Failed(import, "import.row_too_long");
    }

    [Fact]
    public async Task A_csv_in_Latin_1_is_refused_with_its_line_and_read_when_it_is_declared()
    {
        var api = await (await Platform.Shared).Admin();
        var phone = Files.NewPhone();
        var bytes = Encoding.Latin1.GetBytes($"phone,name\n{Files.NewPhone()},Ram\n{phone},José Núñez\n");

        var refused = await Files.Import(api, "people.csv", new MemoryStream(bytes));
        Files.Failed(refused, "import.not_utf8");
        Assert.StartsWith("Line 3 ", refused.GetProperty("reason").GetString(), StringComparison.Ordinal);

        var read = await Files.Import(api, "people.csv", new MemoryStream(bytes), ("encoding", "latin1"));
        Files.Counts(read, created: 2);
        var newest = (await api.Get("/v1/beneficiaries?perPage=200")).Data.EnumerateArray().Select(Name);
        Assert.Contains("José Núñez", newest);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task A_byte_order_mark_is_no_part_of_the_first_header(string name)
    {
        var api = await (await Platform.Shared).Admin();
        var encoding = Encoding.GetEncoding(name);
        var text = encoding.GetBytes($"Phone Number*;Name*\n{Files.NewPhone()};Señora\n");

        Files.Counts(
            await Files.Import(api, "people.csv", new MemoryStream([.. encoding.GetPreamble(), .. text])), created: 1);
    }

    [Theory]
    [InlineData("people.xlsx", "phone,name\n1,2", "import.not_a_workbook")]
    [InlineData("people.xlsx", "PK\u0003\u0004 and then nothing of a zip", "import.damaged_workbook")]
    [InlineData("people.json", "{\"phone\":\"1\"}", "import.not_json")]
    [InlineData("people.json", "[{\"phone\":\"+9779841000000\"},", "import.not_json")]
    [InlineData("people.json", "[1,2]", "import.not_json")]
    [InlineData("people.csv", "phone,name\n\u00001,2\n", "import.not_text")]
    public async Task A_file_that_is_not_what_it_says_creates_nobody(string name, string content, string code)
    {
        var api = await (await Platform.Shared).Admin();

        Files.Failed(await Files.Import(api, name, Files.Utf8(content)), code);
    }

    [Fact]
    public async Task An_old_workbook_says_how_to_save_it()
    {
        var api = await (await Platform.Shared).Admin();

        var import = await Files.Import(
            api, "people.xls", new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]));

        Files.Failed(import, "import.old_workbook");
    }

    [Fact]
    public async Task A_zip_bomb_posing_as_a_workbook_is_refused()
    {
        var api = await (await Platform.Shared).Admin();
        using var bomb = Files.Workbook($"<row r=\"1\">{Files.Text("A1", "phone")}</row>", more: zip =>
        {
            using var part = zip.CreateEntry("xl/media/image1.png", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1_000_000];
            for (var i = 0; i < 300; i++)
                part.Write(zeros);
        });
        Assert.True(bomb.Length < 1_000_000);

        Files.Failed(await Files.Import(api, "people.xlsx", bomb), "import.unpacks_too_large");
    }

    [Fact]
    public async Task A_workbook_with_a_document_type_is_refused_and_reads_no_file()
    {
        var api = await (await Platform.Shared).Admin();
        using var evil = Files.Workbook(
            $"<row r=\"1\">{Files.Text("A1", "phone")}</row><row r=\"2\">{Files.Text("A2", "&x;")}</row>",
            "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>");

        Files.Failed(await Files.Import(api, "people.xlsx", evil), "import.forbidden_xml");
    }

    [Fact]
    public async Task A_file_of_200_MB_is_refused_early()
    {
        var platform = await Platform.Shared;
        var api = await platform.Admin();
        using var told = new Zeros(200_000_000, tellsLength: true);
        using var untold = new Zeros(200_000_000, tellsLength: false);

        (await api.Upload("/v1/beneficiaries/upload-queue", "people.csv", told))
            .Refused(HttpStatusCode.RequestEntityTooLarge, "file.too_large");
        (await api.Upload("/v1/beneficiaries/upload-queue", "people.csv", untold))
            .Refused(HttpStatusCode.RequestEntityTooLarge, "file.too_large");
    }

    [Fact]
    public async Task A_file_that_is_too_large_by_its_own_account_is_refused_before_it_is_sent()
    {
        var platform = await Platform.Shared;
        using var client = new TcpClient();
        await client.ConnectAsync(platform.Address.Host, platform.Address.Port, TestContext.Current.CancellationToken);
        var head = $"""
            POST /v1/beneficiaries/upload-queue HTTP/1.1
            Host: {platform.Address.Authority}
            Authorization: Bearer {await platform.Token(Platform.AdminEmail)}
            Content-Type: multipart/form-data; boundary=xyz
            Content-Length: 200000000


            """.ReplaceLineEndings("\r\n");
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(head + "--xyz\r\n"), TestContext.Current.CancellationToken);

        var answer = new byte[4_096];
        var read = await client.GetStream().ReadAtLeastAsync(
            answer, 200, throwOnEndOfStream: false, TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 413", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_that_is_refused_leaves_no_file()
    {
        await using var platform = await Platform.Start();
        var api = await platform.Admin();

        (await api.Upload("/v1/beneficiaries/upload-queue", "a.csv", Files.Utf8("phone\n1"), ("region", "XX")))
            .Refused(HttpStatusCode.BadRequest, "request.invalid");
        (await api.Upload("/v1/beneficiaries/upload-queue", "a.csv", Files.Utf8("phone\n1"), ("doctype", "PDF")))
            .Refused(HttpStatusCode.BadRequest, "request.invalid");
        (await api.Upload(
            "/v1/beneficiaries/upload-queue", "a.csv", Files.Utf8("phone\n1"), ("mapping", "{\"x\":\"shoe size\"}")))
            .Refused(HttpStatusCode.BadRequest, "request.invalid");
        (await api.Upload(
            "/v1/beneficiaries/upload-queue", "a.csv", Files.Utf8("phone\n1"), ("projectId", Guid.Empty.ToString())))
            .Refused(HttpStatusCode.NotFound, "project.not_found");
        (await api.Post("/v1/beneficiaries/upload-queue")).Refused(HttpStatusCode.BadRequest, "request.invalid");
        (await platform.Anonymous().Upload("/v1/beneficiaries/upload-queue", "a.csv", Files.Utf8("phone\n1")))
            .Refused(HttpStatusCode.Unauthorized, "caller.unauthenticated");

        var folder = Path.Combine(platform.Folder, "files");
        Assert.Empty(Directory.Exists(folder) ? Directory.GetFiles(folder) : []);
    }

    private static string? Name(System.Text.Json.JsonElement person) =>
        person.GetProperty("piiData").GetProperty("name").GetString();

    /// <summary>Nothing but zeros; counts how many were asked for.</summary>
    private sealed class Zeros(long length, bool tellsLength) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => tellsLength;

        public override bool CanWrite => false;

        public override long Length => tellsLength ? length : throw new NotSupportedException();

        public override long Position { get => _position; set => _position = value; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - _position);
            Array.Clear(buffer, offset, read);
            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) =>
            _position = origin switch
            {
                SeekOrigin.Begin => offset,
                SeekOrigin.Current => _position + offset,
                _ => length + offset,
            };

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
