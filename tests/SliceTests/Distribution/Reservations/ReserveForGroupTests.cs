using System.Net;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Distribution.Reservations;

public sealed class ReserveForGroupTests
{
    [Fact]
    public async Task A_sum_that_does_not_divide_is_handed_out_to_the_unit()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var people = await programme.GivenPeople(3);
        var group = await programme.GivenGroup(people);

        await programme.GivenEntitlement(group, "10.00");

        var balances = new List<string>();
        foreach (var person in people.OrderBy(person => person.Id))
            balances.Add((await programme.BalanceOf(person)).Available);
        Assert.Equal(["3.33", "3.33", "3.34"], balances.Order());
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task More_than_the_treasury_holds_is_not_reserved()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "10.00");
        var group = await programme.GivenGroup(await programme.GivenPeople(2));

        (await programme.Reserve(group, "10.01")).Refused(HttpStatusCode.Conflict, "budget.exceeded");

        Assert.Equal("10.00", (await programme.Sums()).GetProperty("treasury").GetString());
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task Ten_reservations_at_once_share_one_treasury()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "30.00");
        var groups = new List<Guid>();
        for (var number = 0; number < 10; number++)
            groups.Add(await programme.GivenGroup(await programme.GivenPerson()));

        var answers = await Task.WhenAll(groups.Select(group => programme.Reserve(group, "10.00")));

        Assert.Equal(3, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => Assert.True(answer.Code is "budget.exceeded" or "request.conflict", answer.Text));
        Assert.Equal("0.00", (await programme.Sums()).GetProperty("treasury").GetString());
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task A_person_in_two_groups_gets_one_entitlement_a_cycle()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var shared = await programme.GivenPerson();
        var first = await programme.GivenGroup(shared, await programme.GivenPerson());
        var second = await programme.GivenGroup(shared, await programme.GivenPerson());

        var answers = await Task.WhenAll(programme.Reserve(first, "10.00"), programme.Reserve(second, "10.00"));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Single(answers, answer => answer.Code == "entitlement.exists");
        Assert.Equal(HttpStatusCode.Created, (await programme.Reserve(second, "10.00", cycle: "2")).Status);
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task A_group_is_reserved_for_once_a_cycle()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var group = await programme.GivenGroup(await programme.GivenPerson());

        _ = (await programme.Reserve(group, "10.00")).Data;

        (await programme.Reserve(group, "10.00")).Refused(HttpStatusCode.Conflict, "entitlement.exists");
    }

    [Fact]
    public async Task A_cancelled_reservation_gives_the_money_back_and_frees_the_cycle()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "10.00");
        var group = await programme.GivenGroup(await programme.GivenPeople(2));
        var reservation = (await programme.Reserve(group, "10.00")).Data.GetProperty("id").GetGuid();

        var cancelled = await programme.Admin.Post($"/v1/distribution/reservations/{reservation}/cancellations");

        Assert.Equal("CANCELLED", cancelled.Data.GetProperty("status").GetString());
        (await programme.Disburse(reservation)).Refused(HttpStatusCode.Conflict, "reservation.invalid_transition");
        await programme.GivenEntitlement(group, "10.00");
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task A_group_of_another_project_is_refused()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var other = await Programme.Given(await Platform.Shared);
        var group = await other.GivenGroup(await other.GivenPerson());

        var answer = await programme.Reserve(group, "10.00");

        Assert.Equal("group.not_in_project", answer.Code);
    }

    [Fact]
    public async Task Nobody_gets_nothing()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var group = await programme.GivenGroup(await programme.GivenPeople(3));

        (await programme.Reserve(group, "0.02")).Refused(HttpStatusCode.BadRequest, "reservation.too_small");
    }

    [Theory]
    [InlineData("1 ")]
    [InlineData("Round-1")]
    [InlineData("")]
    public async Task A_cycle_has_one_spelling(string cycle)
    {
        var programme = await Programme.Given(await Platform.Shared);
        var group = await programme.GivenGroup(await programme.GivenPerson());

        (await programme.Reserve(group, "10.00", cycle)).Refused(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task A_sum_too_large_for_a_whole_group_is_refused_by_name()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var group = await programme.GivenGroup(await programme.GivenPeople(2));
        var each = new { tokenId = programme.TokenId, groupId = group, amountPerBeneficiary = "9999999999999.00" };

        (await programme.Admin.Post("/v1/distribution/reservations", each))
            .Refused(HttpStatusCode.BadRequest, "amount.too_large");
    }
}
