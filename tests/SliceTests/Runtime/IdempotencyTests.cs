using System.Net;

using Rahat.SliceTests.Runtime.Workshop;

namespace Rahat.SliceTests.Runtime;

public sealed class IdempotencyTests
{
    private const string Path = "/v1/workshop/pieces";

    private static string New => Guid.CreateVersion7().ToString();

    [Fact]
    public async Task The_same_key_and_body_give_the_same_answer_and_one_effect()
    {
        var shop = await Shop.Shared;
        var somebody = shop.Somebody();
        var (body, key) = (new { id = New, label = New }, New);

        var first = await somebody.Post(Path, body, key);
        var second = await somebody.Post(Path, body, key);

        Assert.Equal(first.Data.GetProperty("made").GetGuid(), second.Data.GetProperty("made").GetGuid());
        Assert.Equal((first.Status, first.Text), (second.Status, second.Text));
        Assert.Equal(1, await shop.CountPieces(body.label));
    }

    [Fact]
    public async Task The_same_key_and_another_body_is_refused()
    {
        var shop = await Shop.Shared;
        var somebody = shop.Somebody();
        var (id, key, other) = (New, New, New);

        Assert.Equal(HttpStatusCode.Created, (await somebody.Post(Path, new { id, label = New }, key)).Status);

        (await somebody.Post(Path, new { id, label = other }, key))
            .Refused(HttpStatusCode.Conflict, "idempotency.key_reused");
        Assert.Equal(0, await shop.CountPieces(other));
    }

    [Fact]
    public async Task Fifty_at_once_with_one_key_have_one_effect_and_all_get_its_answer()
    {
        var shop = await Shop.Shared;
        var somebody = shop.Somebody();
        var (body, key) = (new { id = New, label = New }, New);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => somebody.Post(Path, body, key)));

        var answer = Assert.Single(answers.Select(one => (one.Status, one.Text)).Distinct());
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(1, await shop.CountPieces(body.label));
    }

    [Fact]
    public async Task Without_a_key_each_request_has_its_own_effect()
    {
        var shop = await Shop.Shared;
        var label = New;

        Assert.Equal(HttpStatusCode.Created, (await shop.Somebody().Post(Path, new { id = New, label })).Status);

        // The label is taken, and nothing remembers that it was this request.
        (await shop.Somebody().Post(Path, new { id = New, label }))
            .Refused(HttpStatusCode.Conflict, "request.conflict");
    }

    [Fact]
    public async Task A_refusal_is_not_kept_so_that_a_later_try_may_succeed()
    {
        var shop = await Shop.Shared;
        var somebody = shop.Somebody();
        var key = New;

        (await somebody.Post(Path, new { id = New, label = New, ending = "REFUSE" }, key))
            .Refused(HttpStatusCode.Conflict, "piece.refused");

        Assert.Equal(HttpStatusCode.Created, (await somebody.Post(Path, new { id = New, label = New }, key)).Status);
    }

    [Fact]
    public async Task A_refusal_that_keeps_its_changes_is_kept_too()
    {
        var shop = await Shop.Shared;
        var somebody = shop.Somebody();
        var (body, key) = (new { id = New, label = New, ending = "REFUSE_AND_KEEP" }, New);

        (await somebody.Post(Path, body, key)).Refused(HttpStatusCode.Conflict, "piece.refused");
        (await somebody.Post(Path, body, key)).Refused(HttpStatusCode.Conflict, "piece.refused");

        Assert.Equal(1, await shop.CountPieces(body.label));
        (await somebody.Post(Path, body with { label = New }, key))
            .Refused(HttpStatusCode.Conflict, "idempotency.key_reused");
    }

    [Fact]
    public async Task A_crash_is_not_kept()
    {
        var shop = await Shop.Shared;
        var somebody = shop.Somebody();
        var (body, key) = (new { id = New, label = New, ending = "CRASH" }, New);

        Assert.Equal(HttpStatusCode.InternalServerError, (await somebody.Post(Path, body, key)).Status);

        Assert.Equal(HttpStatusCode.Created, (await somebody.Post(Path, body with { ending = "ANSWER" }, key)).Status);
    }

    [Fact]
    public async Task The_keys_of_two_callers_do_not_meet()
    {
        var shop = await Shop.Shared;
        var (first, second, key) = (New, New, New);

        Assert.Equal(
            HttpStatusCode.Created, (await shop.Somebody().Post(Path, new { id = New, label = first }, key)).Status);
        Assert.Equal(
            HttpStatusCode.Created, (await shop.Somebody().Post(Path, new { id = New, label = second }, key)).Status);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(0)]
    public async Task A_key_that_is_no_key_is_refused(int length)
    {
        var key = length == 0 ? "two words" : new string('k', length);

        (await (await Shop.Shared).Somebody().Post(Path, new { label = New }, key))
            .Refused(HttpStatusCode.BadRequest, "request.invalid");
    }
}
