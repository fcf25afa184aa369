using System.Net;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

using Rahat.Runtime.Errors;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Security;
using Rahat.SliceTests.Runtime.Workshop;

namespace Rahat.SliceTests.Runtime;

public sealed class BusTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_handed_over_is_not_shared()
    {
        await using var scope = (await Shop.Shared).Scope();
        var mine = new List<string> { "mine" };

        var answer = await Bus(scope).Request(new ExtendList(mine), Token);

        Assert.Equal(["mine"], mine);
        Assert.Equal(["mine", "added by the owner"], answer);
    }

    [Fact]
    public async Task A_handler_has_a_scope_of_its_own_and_learns_who_asks()
    {
        var caller = new Caller { UserId = Guid.CreateVersion7() };
        await using var scope = (await Shop.Shared).Scope(caller);
        var context = scope.ServiceProvider.GetRequiredService<MessageContext>();

        var first = await Bus(scope).Request(new LookAround(), Token);
        var second = await Bus(scope).Request(new LookAround(), Token);

        Assert.Equal(3, new[] { first.Scope, second.Scope, context.GetHashCode() }.Distinct().Count());
        Assert.Equal(("gallery", caller.Actor, "a-correlation"), (first.Sender, first.Actor, first.CorrelationId));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_a_refusal()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var shop = await Shop.Open(clock);
        await using var scope = shop.Scope();

        var answer = Bus(scope).Request(new Hang(), Token);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(answer.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        var refusal = await Assert.ThrowsAsync<Refusal>(() => answer);
        Assert.Equal((RefusalKind.TimedOut, "message.timed_out"), (refusal.Kind, refusal.Code));
    }

    [Fact]
    public async Task A_deadline_is_carried_on()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var shop = await Shop.Open(clock);
        await using var scope = shop.Scope(deadline: clock.GetUtcNow().AddSeconds(2));

        var answer = Bus(scope).Request(new Hang(), Token);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("message.timed_out", (await Assert.ThrowsAsync<Refusal>(() => answer)).Code);
    }

    [Fact]
    public async Task What_timed_out_has_no_effect()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var shop = await Shop.Open(clock);
        await using var scope = shop.Scope();

        var answer = Bus(scope).Request(new MakePiece { Label = "late", Ending = Ending.Hang }, Token);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<Refusal>(() => answer);

        Assert.Equal(0, await shop.CountPieces("late"));
    }

    [Fact]
    public async Task A_message_that_nobody_answers_is_refused()
    {
        await using var scope = (await Shop.Shared).Scope();

        var refusal = await Assert.ThrowsAsync<Refusal>(() => Bus(scope).Request(new NobodysRequest(), Token));

        Assert.Equal("message.unknown", refusal.Code);
    }

    [Fact]
    public async Task What_modules_ask_each_other_no_door_lets_in()
    {
        var shop = await Shop.Shared;

        (await shop.Somebody().Post("/v1/workshop/surroundings"))
            .Refused(HttpStatusCode.Forbidden, "message.modules_only");
    }

    [Fact]
    public async Task A_request_needs_a_permission_at_the_door_and_none_inside()
    {
        var shop = await Shop.Shared;
        var request = new MakePiece { Label = $"{Guid.CreateVersion7()}" };
        await using var door = shop.Scope(new Caller { UserId = Guid.CreateVersion7() }, isDoor: true);
        await using var module = shop.Scope(new Caller { UserId = Guid.CreateVersion7() });

        (await shop.Somebody(mayMake: false).Post("/v1/workshop/pieces", new { label = "x" }))
            .Refused(HttpStatusCode.Forbidden, "caller.forbidden");
        Assert.Equal(
            "caller.forbidden", (await Assert.ThrowsAsync<Refusal>(() => Bus(door).Request(request, Token))).Code);
        Assert.Equal(request.Id, (await Bus(module).Request(request, Token)).Id);
    }

    [Fact]
    public async Task A_message_is_checked_for_its_form_also_between_modules()
    {
        await using var scope = (await Shop.Shared).Scope();

        var refusal = await Assert.ThrowsAsync<Refusal>(
            () => Bus(scope).Request(new MakePiece { Label = "", Events = 11 }, Token));

        Assert.Equal(["events", "label"], refusal.Faults.Select(fault => fault.Field).Order());
    }

    [Fact]
    public async Task A_crash_is_answered_at_once_and_does_not_say_what_it_was_about()
    {
        var shop = await Shop.Shared;
        var label = $"{Guid.CreateVersion7()}";

        var answer = await shop.Somebody().Post("/v1/workshop/pieces", new { label, ending = "CRASH" });

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Equal("server.fault", answer.Code);
        Assert.DoesNotContain(MakePieceHandler.Secret, answer.Text);
        Assert.Contains(shop.Platform.Logs, line => line.Contains(nameof(FormatException)));
        Assert.DoesNotContain(shop.Platform.Logs, line => line.Contains(MakePieceHandler.Secret));
        Assert.Equal(0, await shop.CountPieces(label));
    }

    [Fact]
    public async Task Inside_a_transaction_one_may_ask_but_not_change_others()
    {
        await using var scope = (await Shop.Shared).Scope();
        var asking = new MakePiece { Label = $"{Guid.CreateVersion7()}", Ending = Ending.AskAQuestion };
        var changing = new MakePiece { Label = $"{Guid.CreateVersion7()}", Ending = Ending.AskForAChange };

        Assert.Equal(asking.Id, (await Bus(scope).Request(asking, Token)).Id);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Bus(scope).Request(changing, Token));
        Assert.Contains("cannot be asked inside a transaction", fault.Message);
        Assert.Equal(0, await (await Shop.Shared).CountPieces(changing.Label));
    }

    [Fact]
    public async Task An_error_still_carries_the_request_id()
    {
        var shop = await Shop.Shared;
        using var http = new HttpClient { BaseAddress = shop.Platform.Address };

        using var answer = await http.PostAsync("/v1/workshop/pieces", null, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.True(Guid.TryParse(answer.Headers.GetValues("X-Request-Id").Single(), out _));
    }

    private static IBus Bus(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<IBus>();
}
