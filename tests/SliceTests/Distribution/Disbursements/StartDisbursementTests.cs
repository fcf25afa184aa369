using System.Net;

using Rahat.Distribution.Data;
using Rahat.Distribution.Disbursements;
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

    [Fact]
    public async Task Two_rounds_for_the_same_people_at_once_serve_everybody_twice()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var people = await programme.GivenPeople(20);
        var group = await programme.GivenGroup(people);

        await Task.WhenAll(
            programme.GivenEntitlement(group, "100.00", cycle: "1"),
            programme.GivenEntitlement(group, "40.00", cycle: "2"));

        foreach (var person in people)
            Assert.Equal("7.00", (await programme.BalanceOf(person)).Available);
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task A_disbursement_whose_job_died_goes_on_when_it_is_started_again()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenPerson();
        var group = await programme.GivenGroup(person);
        var reservation = (await programme.Reserve(group, "10.00")).Data.GetProperty("id").GetGuid();
        await programme.Platform.In<DistributionDb, int>(async db =>
        {
            // As if the job had been tried as often as allowed before it got anywhere.
            var one = await db.Reservation(reservation, TestContext.Current.CancellationToken);
            one.StartDisbursing();
            db.Add(new Disbursement { Id = db.NewId(), ReservationId = reservation, Lines = 1, StartedAt = db.Now });
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });

        var again = await programme.Disburse(reservation);

        await programme.Disbursed(again.Data.GetProperty("id").GetGuid());
        Assert.Equal(("10.00", "0.00"), await programme.BalanceOf(person));
    }

    [Fact]
    public async Task A_closed_project_hands_nothing_out_and_cancels_nothing()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var group = await programme.GivenGroup(await programme.GivenPerson());
        var reservation = (await programme.Reserve(group, "10.00")).Data.GetProperty("id").GetGuid();
        _ = (await programme.Admin.Patch($"/v1/projects/{programme.ProjectId}/status", new { status = "CLOSED" })).Data;

        (await programme.Disburse(reservation)).Refused(HttpStatusCode.Conflict, "project.closed");
        (await programme.Admin.Post($"/v1/distribution/reservations/{reservation}/cancellations"))
            .Refused(HttpStatusCode.Conflict, "project.closed");
    }
}
