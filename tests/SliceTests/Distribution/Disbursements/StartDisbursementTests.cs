using System.Net;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Distribution.Disbursements;

public sealed class StartDisbursementTests
{
    [Fact]
    public async Task Everybody_gets_their_entitlement_once_however_often_it_is_started()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var people = await programme.GivenPeople(5);
        var group = await programme.GivenGroup(people);
        var reservation = (await programme.Reserve(group, "100.00")).Data.GetProperty("id").GetGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => programme.Disburse(reservation)));

        var id = Assert.Single(answers.Select(answer => answer.Data.GetProperty("id").GetGuid()).Distinct());
        var done = await programme.Disbursed(id);
        Assert.Equal(5, done.GetProperty("confirmed").GetInt32());
        Assert.Equal(100, done.GetProperty("progress").GetInt32());
        foreach (var person in people)
            Assert.Equal(("20.00", "0.00"), await programme.BalanceOf(person));
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task Nothing_is_handed_out_before_the_project_is_active()
    {
        var programme = await Programme.Given(await Platform.Shared, active: false);
        var group = await programme.GivenGroup(await programme.GivenPerson());
        var reservation = (await programme.Reserve(group, "10.00")).Data.GetProperty("id").GetGuid();

        (await programme.Disburse(reservation)).Refused(HttpStatusCode.Conflict, "project.not_active");
    }

    [Fact]
    public async Task A_persons_history_shows_what_came_and_what_left()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        await programme.GivenRequest(shop, person, "20.00");

        var history = await programme.Admin.Get(
            $"/v1/distribution/beneficiaries/{person.Id}/history?projectId={programme.ProjectId}");

        var lines = history.Data.EnumerateArray()
            .Select(line => (line.GetProperty("kind").GetString(), line.GetProperty("amount").GetString()));
        Assert.Equal([("HOLD", "-20.00"), ("DISBURSE", "50.00")], lines);
    }
}
