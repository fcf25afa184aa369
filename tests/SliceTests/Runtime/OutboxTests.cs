using System.Data.Common;
using System.Text.Json;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

using Rahat.Runtime.Errors;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Outbox;
using Rahat.SliceTests.Runtime.Workshop;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Runtime;

public sealed class OutboxTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string New => Guid.CreateVersion7().ToString();

    [Theory]
    [InlineData(Ending.Refuse)]
    [InlineData(Ending.Crash)]
    [InlineData(Ending.Answer)]
    [InlineData(Ending.RefuseAndKeep)]
    internal async Task An_event_is_saved_with_its_change_or_not_at_all(Ending ending)
    {
        var shop = await Shop.Shared;
        var request = new MakePiece { Label = New, Ending = ending };

        await Record.ExceptionAsync(() => Make(shop, request));

        var expected = ending is Ending.Answer or Ending.RefuseAndKeep ? 1 : 0;
        Assert.Equal(expected, await shop.CountPieces(request.Label));
        Assert.Equal(expected, await shop.InWorkshop(
            db => db.Set<EventRow>().CountAsync(row => row.AggregateId == request.Id, Token)));
    }

    [Fact]
    public async Task Events_of_one_thing_arrive_in_order_and_have_one_effect()
    {
        var shop = await Shop.Shared;
        var things = Enumerable.Range(0, 10).Select(_ => new MakePiece { Label = New, Events = 10 }).ToArray();

        await Task.WhenAll(things.Select(thing => Make(shop, thing)));

        foreach (var thing in things)
        {
            var numbers = await Eventually.Get(() => Numbers(shop, thing.Id), numbers => numbers.Length >= 10);
            Assert.Equal(Enumerable.Range(1, 10), numbers);
            var published = await shop.InWorkshop(db => db.Set<EventRow>().AsNoTracking()
                .Where(row => row.AggregateId == thing.Id).OrderBy(row => row.Position)
                .Select(row => row.Body).ToListAsync(Token));
            Assert.Equal(
                Enumerable.Range(1, 10),
                published.Select(body => JsonDocument.Parse(body).RootElement.GetProperty("number").GetInt32()));
        }
    }

    [Fact]
    public async Task A_reaction_that_fails_is_tried_again_and_leaves_nothing_of_the_failed_tries()
    {
        var shop = await Shop.Shared;
        var thing = new MakePiece { Label = New };
        var tries = 0;
        shop.Plans.Reactions[thing.Id] = _ => ++tries < 3 ? throw new FormatException() : Task.CompletedTask;

        await Make(shop, thing);

        var effects = await Eventually.Get(() => Numbers(shop, thing.Id), numbers => numbers.Length >= 1);
        Assert.Equal([1], effects);
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task A_reaction_that_fails_again_and_again_is_set_aside_and_later_events_go_on()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var shop = await Shop.Open(clock);
        var (bad, good) = (new MakePiece { Label = New }, new MakePiece { Label = New });
        var tries = 0;
        shop.Plans.Reactions[bad.Id] = _ =>
        {
            tries++;
            throw new FormatException("+9779841234567");
        };

        await Make(shop, bad);
        await Make(shop, good);

        await Eventually.Get(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Numbers(shop, good.Id);
            },
            numbers => numbers.Length == 1);
        var dead = Assert.Single(await shop.InGallery(db => db.Set<DeadEvent>().AsNoTracking().ToListAsync(Token)));
        Assert.Equal((5, "workshop.piece_made"), (tries, dead.Name));
        Assert.DoesNotContain("984", dead.Error);
        Assert.Empty(await Numbers(shop, bad.Id));
    }

    [Fact]
    public async Task A_reaction_that_refuses_is_not_asked_again_and_holds_nobody_up()
    {
        // The clock stands still: a second try would never come.
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var shop = await Shop.Open(clock);
        var (bad, good) = (new MakePiece { Label = New }, new MakePiece { Label = New });
        var tries = 0;
        shop.Plans.Reactions[bad.Id] = _ =>
        {
            tries++;
            throw Refusal.NotFound("piece");
        };

        await Make(shop, bad);
        await Make(shop, good);

        await Eventually.Get(() => Numbers(shop, good.Id), numbers => numbers.Length == 1);
        var dead = Assert.Single(await shop.InGallery(db => db.Set<DeadEvent>().AsNoTracking().ToListAsync(Token)));
        Assert.Equal(1, tries);
        Assert.Contains("piece.not_found", dead.Error);
    }

    [Theory]
    [InlineData("UPDATE {0} SET body = '{}'")]
    [InlineData("UPDATE {0} SET actor = 'somebody else'")]
    [InlineData("UPDATE {0} SET position = NULL")]
    [InlineData("UPDATE {0} SET position = position + 1000000")]
    [InlineData("DELETE FROM {0}")]
    [InlineData("TRUNCATE {0}")]
    public async Task The_log_cannot_be_changed(string sql)
    {
        var shop = await Shop.Shared;
        var thing = new MakePiece { Label = New };
        await Make(shop, thing);
        await Eventually.Get(() => Numbers(shop, thing.Id), numbers => numbers.Length == 1);
        var before = await Log(shop, thing.Id);

        var fault = await Assert.ThrowsAnyAsync<DbException>(() => shop.InWorkshop(async db =>
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql.Replace("{0}", db.Table<EventRow>());
            await db.Database.OpenConnectionAsync(Token);
            return await command.ExecuteNonQueryAsync(Token);
        }));

        if (Platform.OnPostgres || !sql.StartsWith("TRUNCATE", StringComparison.Ordinal))
            Assert.Contains("append-only", fault.Message);
        Assert.Equal(before, await Log(shop, thing.Id));
    }

    [Fact]
    public async Task Positions_have_no_gaps_however_many_write_and_place()
    {
        await using var shop = await Shop.Open();
        var endings = new[] { Ending.Answer, Ending.Refuse, Ending.Answer };

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            var request = new MakePiece { Label = New, Events = i % 3 + 1, Ending = endings[i % 3] };
            await Record.ExceptionAsync(() => Make(shop, request));
            await shop.InWorkshop(db => EventLog.Place(db, Token));
        }));

        var positions = await Eventually.Get(
            () => shop.InWorkshop(
                db => db.Set<EventRow>().Select(row => row.Position).OrderBy(at => at).ToListAsync(Token)),
            all => all.All(position => position is not null));
        Assert.Equal(Enumerable.Range(1, 20 + 60).Select(position => (long?)position), positions);
    }

    private static async Task<MadePiece> Make(Shop shop, MakePiece request)
    {
        await using var scope = shop.Scope();
        return await scope.ServiceProvider.GetRequiredService<IBus>().Request(request, Token);
    }

    private static Task<int[]> Numbers(Shop shop, Guid piece) => shop.InGallery(db => db.Echoes.AsNoTracking()
        .Where(echo => echo.PieceId == piece).OrderBy(echo => echo.Place)
        .Select(echo => echo.Number).ToArrayAsync(Token));

    private static Task<string> Log(Shop shop, Guid piece) => shop.InWorkshop(async db => string.Join('\n', await db
        .Set<EventRow>().AsNoTracking().Where(row => row.AggregateId == piece).OrderBy(row => row.Id)
        .Select(row => $"{row.Id} {row.Actor} {row.Body} {row.Position}").ToListAsync(Token)));
}
