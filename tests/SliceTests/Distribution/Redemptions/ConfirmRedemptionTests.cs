using System.Net;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Distribution.Redemptions;

public sealed class ConfirmRedemptionTests
{
    [Fact]
    public async Task A_person_spends_at_a_shop_with_a_one_time_code()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();

        var (redemption, code) = await programme.GivenRequest(shop, person, "12.50");
        Assert.Equal(("37.50", "12.50"), await programme.BalanceOf(person));
        Assert.Equal(("0.00", "12.50"), await programme.BalanceOf(shop));

        var receipt = (await Programme.Confirm(shop, redemption, code)).Data;

        Assert.Equal("CAPTURED", receipt.GetProperty("status").GetString());
        Assert.Equal(("37.50", "0.00"), await programme.BalanceOf(person));
        Assert.Equal(("12.50", "0.00"), await programme.BalanceOf(shop));
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task Fifty_tills_confirm_one_redemption_and_one_wins()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var (redemption, code) = await programme.GivenRequest(shop, person, "20.00");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Programme.Confirm(shop, redemption, code)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => Assert.True(answer.Code is "redemption.already_captured" or "request.conflict", answer.Text));
        Assert.Equal(("30.00", "0.00"), await programme.BalanceOf(person));
        Assert.Equal(("20.00", "0.00"), await programme.BalanceOf(shop));
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task Twenty_shops_ask_for_the_last_of_an_entitlement_and_no_more_is_held_than_there_is()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("30.00");
        var shops = new List<Till>();
        for (var number = 0; number < 6; number++)
            shops.Add(await programme.GivenTill());

        var answers = await Task.WhenAll(shops.Select(shop => programme.Request(shop, person, "10.00")));

        Assert.Equal(3, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.Refused(HttpStatusCode.Conflict, "balance.insufficient"));
        Assert.Equal(("0.00", "30.00"), await programme.BalanceOf(person));
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task The_fifth_wrong_code_voids_the_redemption_and_gives_the_money_back()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var (redemption, code) = await programme.GivenRequest(shop, person, "20.00");
        var wrong = code == "000000" ? "000001" : "000000";

        for (var attempt = 1; attempt <= 4; attempt++)
        {
            (await Programme.Confirm(shop, redemption, wrong))
                .Refused(HttpStatusCode.BadRequest, "redemption.wrong_code");
        }
        (await Programme.Confirm(shop, redemption, wrong)).Refused(HttpStatusCode.Conflict, "redemption.locked");
        (await Programme.Confirm(shop, redemption, code)).Refused(HttpStatusCode.Conflict, "redemption.voided");

        Assert.Equal(("50.00", "0.00"), await programme.BalanceOf(person));
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task Fifty_wrong_codes_at_once_are_no_better_than_five()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var (redemption, code) = await programme.GivenRequest(shop, person, "20.00");
        var wrong = code == "000000" ? "000001" : "000000";

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Programme.Confirm(shop, redemption, wrong)));

        Assert.Equal(4, answers.Count(answer => answer.Code == "redemption.wrong_code"));
        Assert.Single(answers, answer => answer.Code == "redemption.locked");
        Assert.Equal(("50.00", "0.00"), await programme.BalanceOf(person));
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task A_wrong_code_sent_again_under_its_key_costs_one_attempt()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var (redemption, code) = await programme.GivenRequest(shop, person, "20.00");
        var wrong = code == "000000" ? "000001" : "000000";

        for (var time = 1; time <= 10; time++)
        {
            (await Programme.Confirm(shop, redemption, wrong, key: $"wrong-{redemption}"))
                .Refused(HttpStatusCode.BadRequest, "redemption.wrong_code");
        }

        var captured = (await Programme.Confirm(shop, redemption, code)).Data;
        Assert.Equal("CAPTURED", captured.GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_same_request_under_the_same_key_holds_once()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var key = $"request-{person.Id}";

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => programme.Request(shop, person, "20.00", key)));

        Assert.Single(answers.Select(answer => answer.Data.GetProperty("id").GetGuid()).Distinct());
        Assert.Equal(("30.00", "20.00"), await programme.BalanceOf(person));
        (await programme.Request(shop, person, "21.00", key))
            .Refused(HttpStatusCode.Conflict, "idempotency.key_reused");
    }

    [Fact]
    public async Task A_person_is_told_what_was_taken()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var (redemption, code) = await programme.GivenRequest(shop, person, "12.50");

        _ = (await Programme.Confirm(shop, redemption, code)).Data;

        var messages = await Eventually.Get(() => programme.Platform.MessagesTo(person.Phone), all => all.Count == 2);
        Assert.StartsWith(
            "You have spent 12.50 RV.",
            messages[0].GetProperty("body").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shop_that_gives_up_releases_the_hold()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var (redemption, code) = await programme.GivenRequest(shop, person, "20.00");

        var voided = (await shop.Api.Post($"/v1/distribution/redemptions/{redemption}/voids")).Data;

        Assert.Equal("GIVEN_UP", voided.GetProperty("voidReason").GetString());
        Assert.Equal(("50.00", "0.00"), await programme.BalanceOf(person));
        (await Programme.Confirm(shop, redemption, code)).Refused(HttpStatusCode.Conflict, "redemption.voided");
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task A_person_is_found_by_phone_as_it_is_spoken()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var spoken = person.Phone.Replace("+977", "", StringComparison.Ordinal).Insert(3, " ");

        var answer = await shop.Api.Post(
            "/v1/distribution/redemptions", new { projectId = programme.ProjectId, phone = spoken, amount = 5 });

        Assert.Equal(person.Id, answer.Data.GetProperty("beneficiaryId").GetGuid());
    }

    [Fact]
    public async Task An_answer_never_shows_the_code()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var requested = await programme.Request(shop, person, "20.00");
        var redemption = requested.Data.GetProperty("id").GetGuid();
        var code = await programme.NextCode(person, before: 0);

        var seen = await shop.Api.Get($"/v1/distribution/redemptions/{redemption}");
        var list = await shop.Api.Get($"/v1/distribution/redemptions?projectId={programme.ProjectId}");
        var confirmed = await Programme.Confirm(shop, redemption, code);

        Assert.All(
            new[] { requested, seen, list, confirmed },
            answer => Assert.DoesNotMatch($"(?<![0-9a-f-]){code}(?![0-9a-f-])", answer.Text));
        Assert.Equal(1, list.Json.GetProperty("meta").GetProperty("total").GetInt32());
    }
}
