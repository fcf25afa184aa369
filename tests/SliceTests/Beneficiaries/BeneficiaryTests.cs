using System.Net;
using System.Text.Json;

using Microsoft.Extensions.DependencyInjection;

using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Security;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Beneficiaries;

public sealed class BeneficiaryTests
{
    [Fact]
    public async Task A_person_is_registered_and_read_again_whole()
    {
        var api = await (await Platform.Shared).Admin();
        var phone = Files.NewPhone();
        var wallet = $"0x{Guid.CreateVersion7():N}ABCDEF01";

        var created = await api.Post("/v1/beneficiaries", new
        {
            gender = "female",
            walletAddress = wallet,
            birthDate = "1990-12-31T00:00:00.000Z",
            age = 33,
            location = "Lalitpur",
            latitude = 27.6,
            longitude = 85.3,
            notes = "second house",
            bankedStatus = "UNDER_BANKED",
            internetStatus = "NO_INTERNET",
            phoneStatus = "SMART_PHONE",
            extras = new { household = 5 },
            piiData = new { name = "Sita", phone, email = "sita@example.org", extras = new { caste = "none" } },
        });

        Assert.Equal(HttpStatusCode.Created, created.Status);
        var read = (await api.Get($"/v1/beneficiaries/{created.Data.GetProperty("uuid").GetGuid()}")).Data;
        Assert.Equal(created.Data.ToString(), read.ToString());
        Assert.Equal("FEMALE", read.GetProperty("gender").GetString());
        Assert.Equal("1990-12-31T00:00:00.000Z", read.GetProperty("birthDate").GetString());
        Assert.Equal("UNDER_BANKED", read.GetProperty("bankedStatus").GetString());
        Assert.Equal(wallet.ToLowerInvariant(), read.GetProperty("walletAddress").GetString());
        var pii = read.GetProperty("piiData");
        Assert.Equal(phone, pii.GetProperty("phone").GetString());
        Assert.Equal(read.GetProperty("id").GetInt64(), pii.GetProperty("beneficiaryId").GetInt64());
        Assert.Equal(5, pii.GetProperty("extras").GetProperty("household").GetInt32());
        Assert.Equal("none", pii.GetProperty("extras").GetProperty("caste").GetString());
        Assert.False(read.GetProperty("isVerified").GetBoolean());
        Assert.Empty(read.GetProperty("BeneficiaryProject").EnumerateArray());
    }

    [Fact]
    public async Task A_phone_number_is_required_and_belongs_to_one_person()
    {
        var api = await (await Platform.Shared).Admin();
        var phone = Files.NewPhone();

        var missing = await api.Post("/v1/beneficiaries", new { piiData = new { name = "Ram" } });
        missing.Refused(HttpStatusCode.BadRequest, "beneficiary.phone_required");
        Assert.Contains("Phone number is required", missing.Message, StringComparison.Ordinal);
        (await api.Post("/v1/beneficiaries", new { piiData = new { phone = "12" } }))
            .Refused(HttpStatusCode.BadRequest, "beneficiary.phone_invalid");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => api.Post("/v1/beneficiaries", new { piiData = new { phone = i % 2 == 0 ? phone : phone[4..] } })));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        foreach (var refused in answers.Where(answer => answer.Status != HttpStatusCode.Created))
        {
            refused.Refused(HttpStatusCode.Conflict, "beneficiary.phone_taken");
            Assert.Contains("Phone number should be unique", refused.Message, StringComparison.Ordinal);
            Assert.Contains("Unique constraint failed", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_key_registers_a_person_once()
    {
        var api = await (await Platform.Shared).Admin();
        var body = new { piiData = new { phone = Files.NewPhone() } };
        var key = Guid.CreateVersion7().ToString();

        var first = await api.Post("/v1/beneficiaries", body, key);
        var second = await api.Post("/v1/beneficiaries", body, key);

        Assert.Equal(first.Data.GetProperty("uuid").GetGuid(), second.Data.GetProperty("uuid").GetGuid());
        Assert.Equal("Unknown", second.Data.GetProperty("piiData").GetProperty("name").GetString());
    }

    [Fact]
    public async Task People_are_listed_newest_first_by_project_by_time_and_without_a_project()
    {
        await using var platform = await Platform.Start();
        var api = await platform.Admin();
        var project = await Projects.Open(api);
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            object body = i % 2 == 0
                ? new { piiData = new { phone = Files.NewPhone() }, projectUUIDs = new[] { project } }
                : new { piiData = new { phone = Files.NewPhone() } };
            ids.Add((await api.Post("/v1/beneficiaries", body)).Data.GetProperty("uuid").GetGuid());
        }

        Assert.Equal([ids[4], ids[3]], Ids(await api.Get("/v1/beneficiaries?page=1&perPage=2")));
        var last = await api.Get("/v1/beneficiaries?page=3&perPage=2");
        Assert.Equal([ids[0]], Ids(last));
        Assert.Equal(
            (5, 3, 2), (Meta(last, "total"), Meta(last, "lastPage"), Meta(last, "prev")));
        Assert.Equal([ids[3], ids[1]], Ids(await api.Get("/v1/beneficiaries?projectId=NOT_ASSGNED")));
        var assigned = await api.Get($"/v1/beneficiaries?projectId={project}");
        Assert.Equal([ids[4], ids[2], ids[0]], Ids(assigned));
        Assert.Equal(
            "Flood relief",
            assigned.Data[0].GetProperty("BeneficiaryProject")[0].GetProperty("Project").GetProperty("name")
                .GetString());
        Assert.Empty(Ids(await api.Get("/v1/beneficiaries?endDate=2020-01-01T00:00:00Z")));
        Assert.Equal(5, Ids(await api.Get("/v1/beneficiaries?startDate=2020-01-01T00:00:00Z")).Count());
        (await api.Get("/v1/beneficiaries?projectId=nonsense")).Refused(HttpStatusCode.BadRequest, "request.invalid");
        (await api.Get($"/v1/beneficiaries/{Guid.Empty}")).Refused(HttpStatusCode.NotFound, "beneficiary.not_found");
    }

    [Fact]
    public async Task Nobody_reads_the_registry_without_signing_in()
    {
        var platform = await Platform.Shared;

        foreach (var path in new[] { "", "/imports", "/groups/all", $"/imports/{Guid.Empty}/rejections.csv" })
        {
            (await platform.Anonymous().Get("/v1/beneficiaries" + path)).Refused(
                HttpStatusCode.Unauthorized, "caller.unauthenticated");
        }
    }

    [Fact]
    public async Task Modules_find_a_person_by_phone_and_learn_where_to_reach_them()
    {
        var platform = await Platform.Shared;
        var api = await platform.Admin();
        var phone = Files.NewPhone();
        var created = await api.Post("/v1/beneficiaries", new { piiData = new { phone } });
        var id = created.Data.GetProperty("uuid").GetGuid();

        var members = new { name = phone, beneficiaries = new[] { new { uuid = id } } };
        var group = (await api.Post("/v1/beneficiaries/groups", members)).Data.GetProperty("uuid").GetGuid();
        var project = await api.Post("/v1/projects", new { name = "Flood", type = "cva" });
        var projectId = project.Data.GetProperty("uuid").GetGuid();
        _ = (await api.Post($"/v1/beneficiaries/groups/{group}/projects", new { projectId })).Data;

        Assert.Equal(id, await Find(phone[4..], projectId));
        Assert.Null(await Find(phone, Guid.CreateVersion7()));
        Assert.Null(await Find(Files.NewPhone(), projectId));
        Assert.Equal(phone, (await Ask(platform, new GetContact(id))).Phone);

        async Task<Guid?> Find(string typed, Guid within) =>
            (await Ask(platform, new FindByPhone { Phone = typed, ProjectId = within })).BeneficiaryId;
    }

    internal static async Task<T> Ask<T>(Platform platform, Rahat.Contracts.IRequest<T> request)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<MessageContext>()
            .Enter(new Sender("tests", IsDoor: false), Caller.OfSystem("tests"), Guid.CreateVersion7().ToString());
        return await scope.ServiceProvider.GetRequiredService<IBus>().Request(
            request, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<Guid> Ids(Answer page) =>
        page.Data.EnumerateArray().Select(row => row.GetProperty("uuid").GetGuid());

    private static int Meta(Answer page, string name) => page.Json.GetProperty("meta").GetProperty(name).GetInt32();
}

internal static class Projects
{
    public static async Task<Guid> Open(Api api) =>
        (await api.Post("/v1/projects", new { name = "Flood relief", type = "cva" })).Data
            .GetProperty("uuid").GetGuid();

    public static async Task Move(Api api, Guid project, string status)
    {
        JsonElement data = (await api.Patch($"/v1/projects/{project}/status", new { status })).Data;
        Assert.Equal(status, data.GetProperty("status").GetString());
    }
}
