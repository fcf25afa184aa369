using System.Net;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Projects;

public sealed class SetProjectStatusTests
{
    [Fact]
    public async Task A_project_moves_on_and_comes_back_only_with_a_reason()
    {
        var admin = await (await Platform.Shared).Admin();
        var id = await GivenProject(admin);
        Task<Answer> Set(object body) => admin.Patch($"/v1/projects/{id}/status", body);

        (await Set(new { status = "CLOSED" })).Refused(HttpStatusCode.Conflict, "project.invalid_transition");
        Assert.Equal("ACTIVE", (await Set(new { status = "ACTIVE" })).Data.GetProperty("status").GetString());
        (await Set(new { status = "NOT_READY" })).Refused(HttpStatusCode.Conflict, "project.invalid_transition");
        Assert.Equal("CLOSED", (await Set(new { status = "CLOSED" })).Data.GetProperty("status").GetString());
        (await Set(new { status = "ACTIVE" })).Refused(HttpStatusCode.BadRequest, "project.reason_required");
        var reopened = await Set(new { status = "ACTIVE", reason = "Closed by mistake" });

        Assert.Equal("ACTIVE", reopened.Data.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("DONE")]
    [InlineData("1")]
    public async Task A_status_that_does_not_exist_is_refused(string status)
    {
        var admin = await (await Platform.Shared).Admin();
        var id = await GivenProject(admin);

        (await admin.Patch($"/v1/projects/{id}/status", new { status }))
            .Refused(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task A_project_that_does_not_exist_is_not_found()
    {
        var admin = await (await Platform.Shared).Admin();

        var answer = await admin.Patch($"/v1/projects/{Guid.CreateVersion7()}/status", new { status = "ACTIVE" });

        answer.Refused(HttpStatusCode.NotFound, "project.not_found");
    }

    private static async Task<Guid> GivenProject(Api admin) =>
        (await admin.Post("/v1/projects", new { name = "Flood", type = "cva" })).Data.GetProperty("uuid").GetGuid();
}
