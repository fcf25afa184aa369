using System.Net;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Vendors;

public sealed class AssignVendorToProjectTests
{
    [Fact]
    public async Task A_vendor_is_assigned_once_however_often_it_is_asked()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var vendorId = await GivenVendor(programme);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Assign(programme, vendorId, programme.ProjectId)));

        Assert.All(answers, answer => Assert.Equal(
            programme.ProjectId, Assert.Single(answer.Data.GetProperty("projects").EnumerateArray()).GetGuid()));
        var statistics = (await programme.Admin.Get($"/v1/projects/{programme.ProjectId}/stats")).Data.EnumerateArray();
        var vendors = statistics.Single(one => one.GetProperty("name").GetString() == "VENDOR_TOTAL");
        Assert.Equal(1, vendors.GetProperty("data").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_closed_project_takes_no_vendors()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var vendorId = await GivenVendor(programme);
        _ = (await programme.Admin.Patch($"/v1/projects/{programme.ProjectId}/status", new { status = "CLOSED" })).Data;

        (await Assign(programme, vendorId, programme.ProjectId)).Refused(HttpStatusCode.Conflict, "project.closed");
    }

    [Fact]
    public async Task Vendor_and_project_must_exist()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var nobody = Guid.CreateVersion7();

        (await Assign(programme, nobody, programme.ProjectId)).Refused(HttpStatusCode.NotFound, "vendor.not_found");
        (await Assign(programme, await GivenVendor(programme), nobody))
            .Refused(HttpStatusCode.NotFound, "project.not_found");
    }

    private static async Task<Guid> GivenVendor(Programme programme)
    {
        var body = new { name = "Shop", email = RegisterVendorTests.NewEmail() };
        return (await programme.Platform.Anonymous().Post("/v1/vendors", body)).Data.GetProperty("uuid").GetGuid();
    }

    private static Task<Answer> Assign(Programme programme, Guid vendorId, Guid projectId) =>
        programme.Admin.Post($"/v1/vendors/{vendorId}/projects", new { projectId });
}
