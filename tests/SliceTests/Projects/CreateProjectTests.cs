using System.Net;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Projects;

public sealed class CreateProjectTests
{
    [Fact]
    public async Task Nobody_opens_a_project_without_signing_in()
    {
        var platform = await Platform.Shared;

        var answer = await platform.Anonymous().Post("/v1/projects", new { name = "Flood", type = "cva" });

        answer.Refused(HttpStatusCode.Unauthorized, "caller.unauthenticated");
    }

    [Theory]
    [InlineData("cva")]
    [InlineData("CVA")]
    [InlineData("CASH_AND_VOUCHER_ASSISTANCE")]
    public async Task A_type_is_known_by_each_of_its_spellings(string type)
    {
        var admin = await (await Platform.Shared).Admin();

        var body = new { name = " Flood ", type, extras = new { ward = 7 } };
        var project = (await admin.Post("/v1/projects", body)).Data;

        Assert.Equal("cva", project.GetProperty("type").GetString());
        Assert.Equal("Flood", project.GetProperty("name").GetString());
        Assert.Equal("NOT_READY", project.GetProperty("status").GetString());
        Assert.Equal(7, project.GetProperty("extras").GetProperty("ward").GetInt32());
        var read = (await admin.Get($"/v1/projects/{project.GetProperty("uuid")}")).Data;
        Assert.Equal(project.GetRawText(), read.GetRawText());
    }

    [Fact]
    public async Task An_unknown_type_is_refused_with_those_there_are()
    {
        var admin = await (await Platform.Shared).Admin();

        var answer = await admin.Post("/v1/projects", new { name = "Flood", type = "lottery" });

        answer.Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Contains("cva", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_opens_one_project()
    {
        var admin = await (await Platform.Shared).Admin();
        var key = Guid.CreateVersion7().ToString();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => admin.Post("/v1/projects", new { name = "Flood", type = "cva" }, key)));

        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        (await admin.Post("/v1/projects", new { name = "Drought", type = "cva" }, key))
            .Refused(HttpStatusCode.Conflict, "idempotency.key_reused");
    }
}
