using System.Net;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Distribution.Budgets;

public sealed class MintBudgetTests
{
    [Fact]
    public async Task The_same_key_mints_once()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "0");
        var body = new { tokenId = programme.TokenId, amount = "250.00", reason = "Donor" };
        var key = $"mint-{programme.TokenId}";

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => programme.Admin.Post("/v1/distribution/budgets", body, key)));

        Assert.Single(answers.Select(answer => answer.Data.GetProperty("journalId").GetGuid()).Distinct());
        Assert.Equal("250.00", (await programme.Sums()).GetProperty("treasury").GetString());
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task What_is_burned_was_in_the_treasury()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "100.00");
        var burn = new { tokenId = programme.TokenId, amount = "100.01", reason = "Back to the donor" };

        (await programme.Admin.Post("/v1/distribution/burns", burn))
            .Refused(HttpStatusCode.Conflict, "budget.exceeded");
        var burned = await programme.Admin.Post("/v1/distribution/burns", burn with { amount = "40.00" });

        Assert.Equal("60.00", burned.Data.GetProperty("treasury").GetString());
        Assert.Equal("60.00", (await programme.Sums()).GetProperty("minted").GetString());
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task A_token_has_no_more_units_than_a_ledger_can_hold()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "0");
        await programme.GivenMinted(1_000_000_000_000_000_000 - 100);
        var last = new { tokenId = programme.TokenId, amount = "0.60" };

        var answers = await Task.WhenAll(
            programme.Admin.Post("/v1/distribution/budgets", last),
            programme.Admin.Post("/v1/distribution/budgets", last));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Single(answers, answer => answer.Code == "budget.limit");
        await programme.BooksAddUp();
    }

    [Fact]
    public async Task More_than_one_request_may_move_is_refused_by_name()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "0");

        var answer = await programme.Admin.Post(
            "/v1/distribution/budgets", new { tokenId = programme.TokenId, amount = "10000000000000.01" });

        answer.Refused(HttpStatusCode.BadRequest, "amount.too_large");
    }

    [Fact]
    public async Task A_closed_project_takes_no_more_money()
    {
        var programme = await Programme.Given(await Platform.Shared);
        _ = (await programme.Admin.Patch($"/v1/projects/{programme.ProjectId}/status", new { status = "CLOSED" })).Data;

        var answer = await programme.Admin.Post(
            "/v1/distribution/budgets", new { tokenId = programme.TokenId, amount = "1" });

        answer.Refused(HttpStatusCode.Conflict, "project.closed");
    }

    [Fact]
    public async Task A_symbol_is_taken_once_in_a_project()
    {
        var programme = await Programme.Given(await Platform.Shared);
        var token = new { projectId = programme.ProjectId, name = "Another", symbol = "RV", decimals = 0 };

        (await programme.Admin.Post("/v1/distribution/tokens", token))
            .Refused(HttpStatusCode.Conflict, "token.symbol_taken");
    }
}
