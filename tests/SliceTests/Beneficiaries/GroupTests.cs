using System.Net;

using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Errors;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Beneficiaries;

public sealed class GroupTests
{
    [Fact]
    public async Task A_group_is_made_of_an_import_assigned_and_read_in_stretches()
    {
        var platform = await Platform.Shared;
        var api = await platform.Admin();
        var project = await Projects.Open(api);
        var people = Enumerable.Range(0, 120).Select(_ => Files.NewPhone()).Distinct().ToArray();
        var import = await Files.Import(api, "phone,gender\n" + string.Concat(people.Select(phone => $"{phone},F\n")));

        var name = $"Ward {Guid.CreateVersion7()}";
        var made = await api.Post(
            "/v1/beneficiaries/groups", new { name, importId = import.GetProperty("id").GetGuid() });
        Assert.Equal((name, people.Length), (
            made.Data.GetProperty("name").GetString(), made.Data.GetProperty("count").GetInt32()));
        var group = made.Data.GetProperty("uuid").GetGuid();
        var fault = await Assert.ThrowsAsync<Refusal>(
            () => BeneficiaryTests.Ask(platform, new GetGroupMembers { GroupId = group, ProjectId = project }));
        Assert.Equal("group.not_in_project", fault.Code);

        var assigned = await api.Post($"/v1/beneficiaries/groups/{group}/projects", new { projectId = project });
        Assert.Equal(people.Length, assigned.Data.GetProperty("newlyAssigned").GetInt32());
        var again = await api.Post($"/v1/beneficiaries/groups/{group}/projects", new { projectId = project });
        Assert.Equal(0, again.Data.GetProperty("newlyAssigned").GetInt32());
        Assert.Equal(people.Length, again.Data.GetProperty("members").GetInt32());

        var members = new List<Guid>();
        IReadOnlyList<Guid> stretch;
        do
        {
            Guid? after = members.Count > 0 ? members[^1] : null;
            stretch = (await BeneficiaryTests.Ask(
                platform,
                new GetGroupMembers { GroupId = group, ProjectId = project, After = after, Take = 50 })).BeneficiaryIds;
            members.AddRange(stretch);
        }
        while (stretch.Count == 50);
        Assert.Equal(people.Length, members.Distinct().Count());

        var counts = await BeneficiaryTests.Ask(platform, new CountProjectBeneficiaries(project));
        Assert.Equal((people.Length, 1, people.Length), (counts.Total, counts.Groups, counts.ByGender["FEMALE"]));
        var details = (await api.Get($"/v1/beneficiaries/groups/{group}")).Data;
        Assert.Equal(people.Length, details.GetProperty("_count").GetProperty("groupedBeneficiaries").GetInt32());
        Assert.Equal(100, details.GetProperty("groupedBeneficiaries").GetArrayLength());
        var listed = (await api.Get($"/v1/beneficiaries/groups/all?projectId={project}")).Data;
        Assert.Equal(
            "Flood relief",
            listed[0].GetProperty("beneficiaryGroupProject")[0].GetProperty("Project").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_group_of_named_people_is_refused_for_a_taken_name_and_for_people_nobody_knows()
    {
        var api = await (await Platform.Shared).Admin();
        var person = await api.Post("/v1/beneficiaries", new { piiData = new { phone = Files.NewPhone() } });
        var uuid = person.Data.GetProperty("uuid").GetGuid();
        var name = $"Ward {Guid.CreateVersion7()}";
        var body = new { name, beneficiaries = new[] { new { uuid }, new { uuid } } };

        Assert.Equal(1, (await api.Post("/v1/beneficiaries/groups", body)).Data.GetProperty("count").GetInt32());
        var taken = await api.Post("/v1/beneficiaries/groups", body);
        taken.Refused(HttpStatusCode.Conflict, "group.name_taken");
        Assert.Equal("Beneficiary group already exist.", taken.Message);
        (await api.Post(
            "/v1/beneficiaries/groups", new { name = name + "b", beneficiaries = new[] { new { uuid = Guid.Empty } } }))
            .Refused(HttpStatusCode.NotFound, "beneficiary.not_found");
        (await api.Post("/v1/beneficiaries/groups", new { name = name + "c", importId = Guid.Empty }))
            .Refused(HttpStatusCode.NotFound, "import.not_found");
        (await api.Get($"/v1/beneficiaries/groups/{Guid.Empty}")).Refused(HttpStatusCode.BadRequest, "group.not_found");
    }

    [Fact]
    public async Task A_closed_project_takes_no_group_and_no_import()
    {
        var api = await (await Platform.Shared).Admin();
        var project = await Projects.Open(api);
        await Projects.Move(api, project, "ACTIVE");
        await Projects.Move(api, project, "CLOSED");
        var group = await api.Post("/v1/beneficiaries/groups", new { name = $"Ward {Guid.CreateVersion7()}" });

        (await api.Post(
            $"/v1/beneficiaries/groups/{group.Data.GetProperty("uuid").GetGuid()}/projects",
            new { projectId = project }))
            .Refused(HttpStatusCode.Conflict, "project.closed");
        (await api.Upload(
            "/v1/beneficiaries/upload-queue", "a.csv", Files.Utf8("phone\n1"), ("projectId", project.ToString())))
            .Refused(HttpStatusCode.Conflict, "project.closed");
    }

    [Fact]
    public async Task An_import_makes_groups_by_location_and_assigns_everybody_to_its_project()
    {
        var api = await (await Platform.Shared).Admin();
        var project = await Projects.Open(api);
        var place = $"Place {Guid.CreateVersion7()}";
        await api.Post("/v1/beneficiaries/groups", new { name = $"{place} B" });
        var rows = Enumerable.Range(0, 1100)
            .Select(i => $"{Files.NewPhone()},{place} {(i % 2 == 0 ? "A" : "b")}\n").ToArray();

        var import = await Files.Import(
            api,
            "phone,location\n" + string.Concat(rows)
                + $"{Files.NewPhone()},{place.ToUpperInvariant()} B\n{Files.NewPhone()},\n",
            ("projectId", project.ToString()),
            ("automatedGroupOption[createAutomatedGroup]", "true"),
            ("automatedGroupOption[groupKey]", "Location"));

        Assert.Equal(2, import.GetProperty("groups").GetInt32());
        var created = import.GetProperty("created").GetInt32();
        var groups = await api.Get($"/v1/beneficiaries/groups/all?projectId={project}");
        var listed = groups.Data.EnumerateArray().ToArray();
        Assert.Equal(2, listed.Length);
        Assert.Equal(created - 1, listed.Sum(
            group => group.GetProperty("_count").GetProperty("groupedBeneficiaries").GetInt32()));
        var people = await api.Get($"/v1/beneficiaries?projectId={project}&perPage=1");
        Assert.Equal(created, people.Json.GetProperty("meta").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task People_are_not_grouped_by_what_identifies_them()
    {
        var api = await (await Platform.Shared).Admin();

        (await api.Upload(
            "/v1/beneficiaries/upload-queue", "a.csv", Files.Utf8("phone\n1"),
            ("automatedGroupOption[createAutomatedGroup]", "true"), ("automatedGroupOption[groupKey]", "name")))
            .Refused(HttpStatusCode.BadRequest, "request.invalid");
    }
}
