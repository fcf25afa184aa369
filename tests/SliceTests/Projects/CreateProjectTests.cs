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
}
