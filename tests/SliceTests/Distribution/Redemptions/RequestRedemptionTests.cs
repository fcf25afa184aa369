using System.Net;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Distribution.Redemptions;

public sealed class RequestRedemptionTests
{
    [Theory]
    [InlineData("0", "amount.not_positive")]
    [InlineData("-5", "amount.not_positive")]
    [InlineData("1.005", "amount.too_many_decimals")]
    [InlineData("abc", "amount.not_a_number")]
    [InlineData("1e3", "amount.not_a_number")]
    [InlineData("99999999999999999999", "amount.too_large")]
    public async Task An_amount_that_cannot_be_moved_is_refused_by_name(string amount, string code)
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenPerson();
        var shop = await programme.GivenTill();

        var answer = await programme.Request(shop, person, amount);

        answer.Refused(HttpStatusCode.BadRequest, code);
        var fault = answer.Json.GetProperty("meta").GetProperty("faults")[0];
        Assert.Equal("amount", fault.GetProperty("field").GetString());
    }

    [Fact]
    public async Task More_than_the_balance_is_not_held()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();

        (await programme.Request(shop, person, "50.01")).Refused(HttpStatusCode.Conflict, "balance.insufficient");

        Assert.Equal(("50.00", "0.00"), await programme.BalanceOf(person));
        Assert.Empty(await programme.Platform.MessagesTo(person.Phone));
    }

    [Fact]
    public async Task A_shop_that_is_not_assigned_takes_nothing()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill(assigned: false);

        (await programme.Request(shop, person, "5.00")).Refused(HttpStatusCode.Forbidden, "vendor.not_assigned");
    }

    [Fact]
    public async Task An_administrator_is_no_shop()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");

        var answer = await programme.Admin.Post(
            "/v1/distribution/redemptions",
            new { projectId = programme.ProjectId, beneficiaryId = person.Id, amount = "5" });

        answer.Refused(HttpStatusCode.Forbidden, "redemption.not_a_vendor");
    }

    [Fact]
    public async Task Another_shop_neither_sees_nor_confirms_a_redemption()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var other = await programme.GivenTill();
        var (redemption, code) = await programme.GivenRequest(shop, person, "20.00");

        (await Programme.Confirm(other, redemption, code)).Refused(HttpStatusCode.NotFound, "redemption.not_found");
        (await other.Api.Get($"/v1/distribution/redemptions/{redemption}"))
            .Refused(HttpStatusCode.NotFound, "redemption.not_found");
        (await other.Api.Get($"/v1/distribution/vendors/{shop.Id}/balance?projectId={programme.ProjectId}"))
            .Refused(HttpStatusCode.Forbidden, "vendor.not_you");
    }

    [Fact]
    public async Task A_used_code_is_of_no_more_use()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var (first, code) = await programme.GivenRequest(shop, person, "20.00");
        _ = (await Programme.Confirm(shop, first, code)).Data;
        var (second, _) = await programme.GivenRequest(shop, person, "20.00");

        (await Programme.Confirm(shop, first, code)).Refused(HttpStatusCode.Conflict, "redemption.already_captured");
        (await Programme.Confirm(shop, second, code)).Refused(HttpStatusCode.BadRequest, "redemption.wrong_code");

        Assert.Equal(("10.00", "20.00"), await programme.BalanceOf(person));
    }

    [Fact]
    public async Task A_closed_project_redeems_nothing_and_says_so()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var (redemption, code) = await programme.GivenRequest(shop, person, "20.00");
        _ = (await programme.Admin.Patch($"/v1/projects/{programme.ProjectId}/status", new { status = "CLOSED" })).Data;

        (await programme.Request(shop, person, "5.00")).Refused(HttpStatusCode.Conflict, "project.closed");
        (await Programme.Confirm(shop, redemption, code)).Refused(HttpStatusCode.Conflict, "project.closed");

        Assert.Equal(("30.00", "20.00"), await programme.BalanceOf(person));
    }

    [Fact]
    public async Task A_second_open_redemption_of_the_same_shop_and_person_waits()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        await programme.GivenRequest(shop, person, "20.00");

        (await programme.Request(shop, person, "5.00")).Refused(HttpStatusCode.Conflict, "redemption.already_open");
    }

    [Fact]
    public async Task Nobody_in_particular_redeems_nothing()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var shop = await programme.GivenTill();
        var nobody = new { projectId = programme.ProjectId, amount = "5" };

        (await shop.Api.Post("/v1/distribution/redemptions", nobody))
            .Refused(HttpStatusCode.BadRequest, "request.invalid");
        var stranger = new { projectId = programme.ProjectId, phone = Programme.NewPhone(), amount = "5" };
        (await shop.Api.Post("/v1/distribution/redemptions", stranger))
            .Refused(HttpStatusCode.Conflict, "balance.insufficient");
    }

    [Fact]
    public async Task A_till_does_not_tell_who_is_in_another_project()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var other = await Programme.Given(await Platform.Shared);
        var elsewhere = await other.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();

        var request = new { projectId = programme.ProjectId, phone = elsewhere.Phone, amount = "5" };
        var answer = await shop.Api.Post("/v1/distribution/redemptions", request);

        answer.Refused(HttpStatusCode.Conflict, "balance.insufficient");
    }

    [Fact]
    public async Task A_shop_that_goes_on_guessing_is_stopped_for_the_day()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        for (var round = 1; round <= 2; round++)
        {
            var (redemption, code) = await programme.GivenRequest(shop, person, "20.00");
            for (var attempt = 1; attempt <= 5; attempt++)
                await Programme.Confirm(shop, redemption, code == "000000" ? "000001" : "000000");
        }

        (await programme.Request(shop, person, "20.00"))
            .Refused(HttpStatusCode.TooManyRequests, "redemption.too_many_wrong_codes");

        var honest = await programme.GivenTill();
        Assert.Equal(HttpStatusCode.Created, (await programme.Request(honest, person, "20.00")).Status);
    }
}
