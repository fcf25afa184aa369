using System.Net;

using Microsoft.Extensions.DependencyInjection;

using Rahat.Runtime.Errors;
using Rahat.Runtime.Messaging;
using Rahat.SliceTests.Runtime.Workshop;

namespace Rahat.SliceTests.Runtime;

/// <summary>What becomes of the others while one writer takes its time.</summary>
public sealed class WriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_who_wait_to_write_keep_their_deadlines_and_block_nobody()
    {
        await using var shop = await Shop.Open();
        var label = $"{Guid.CreateVersion7()}";
        var writing = new TaskCompletionSource();
        var ends = new TaskCompletionSource();
        await shop.Enqueue(async (db, _, cancellationToken) =>
        {
            db.Add(new Piece { Id = db.NewId(), Label = label });
            await db.SaveChangesAsync(cancellationToken);
            writing.SetResult();
            await ends.Task;
        });
        await writing.Task.WaitAsync(Token);

        var from = TimeProvider.System.GetTimestamp();
        // The same label, so that they wait on PostgreSQL too.
        var waiting = Enumerable.Range(0, 60).Select(_ => Task.Run(() => Make(shop, label), Token)).ToArray();
        using var http = new HttpClient { BaseAddress = shop.Platform.Address };
        using var alive = await http.GetAsync("/health/live", Token);
        var codes = await Task.WhenAll(waiting);
        // Measured, since a timer would need one of the threads that must not be blocked.
        var waited = TimeProvider.System.GetElapsedTime(from);
        ends.SetResult();

        Assert.InRange(waited, TimeSpan.Zero, Patience);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal("message.timed_out", Assert.Single(codes.Distinct()));
    }

    [Fact]
    public async Task A_writer_that_gave_up_lets_the_next_one_in()
    {
        var shop = await Shop.Shared;
        await shop.InWorkshop(async db =>
        {
            await db.BeginWork(Token);
            return 0;
        });
        await shop.InWorkshop(async db =>
        {
            await db.BeginWork(Token);
            await db.AbandonWork();
            await db.BeginWork(Token);
            return 0;
        });

        var made = shop.Somebody().Post("/v1/workshop/pieces", new { label = $"{Guid.CreateVersion7()}" });

        Assert.Equal(HttpStatusCode.Created, (await made.WaitAsync(Patience, Token)).Status);
    }

    private static async Task<string> Make(Shop shop, string label)
    {
        await using var scope = shop.Scope(deadline: TimeProvider.System.GetUtcNow().AddSeconds(2));
        var bus = scope.ServiceProvider.GetRequiredService<IBus>();
        var refusal = await Assert.ThrowsAsync<Refusal>(() => bus.Request(new MakePiece { Label = label }, Token));
        return refusal.Code;
    }
}
