using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

using Rahat.Runtime.Errors;
using Rahat.Runtime.Jobs;
using Rahat.SliceTests.Runtime.Workshop;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Runtime;

/// <summary>Jobs as the runner works them off.</summary>
public sealed class JobTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static FakeTimeProvider Clock => new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_a_job_saves_is_there_when_it_is_done()
    {
        var shop = await Shop.Shared;
        var label = $"{Guid.CreateVersion7()}";

        var job = await shop.Enqueue((db, _, _) => Make(db, label));
        var done = await shop.JobOnceIt(job, row => row.State == JobState.Completed);

        Assert.Equal((1, 100, null), (done.Attempts, done.Progress, done.LeaseOwner));
        Assert.NotNull(done.FinishedAt);
        Assert.Equal(1, await shop.CountPieces(label));
    }

    [Fact]
    public async Task A_failing_job_waits_twice_as_long_each_time_and_dies_after_three_attempts()
    {
        var clock = Clock;
        await using var shop = await Shop.Open(clock);
        var label = $"{Guid.CreateVersion7()}";
        var start = clock.GetUtcNow();

        var job = await shop.Enqueue(async (db, _, cancellationToken) =>
        {
            await Make(db, label);
            await db.SaveChangesAsync(cancellationToken);
            throw new FormatException("+9779841234567 is wrong");
        });
        var first = await shop.JobOnceIt(job, row => row is { Attempts: 1, State: JobState.Waiting });
        Assert.Equal(TimeSpan.FromSeconds(2), first.RunAt - start);
        var second = await AsTimeGoesBy(
            clock, () => shop.Job(job), row => row is { Attempts: 2, State: JobState.Waiting });
        Assert.InRange(second.RunAt - first.RunAt, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(7));
        var dead = await AsTimeGoesBy(clock, () => shop.Job(job), row => row.State == JobState.Dead);

        Assert.Equal(3, dead.Attempts);
        Assert.Contains(nameof(FormatException), dead.LastError);
        Assert.DoesNotContain("984", dead.LastError);
        Assert.Equal(0, await shop.CountPieces(label));
    }

    [Fact]
    public async Task A_refused_job_is_dead_at_once_and_one_that_found_nobody_in_is_not()
    {
        var shop = await Shop.Shared;

        var refused = await shop.Enqueue((_, _, _) => throw Refusal.NotFound("piece"));
        var unavailable = await shop.Enqueue(
            (_, _, _) => throw new Refusal(RefusalKind.Unavailable, "mail.unavailable", "Nobody answers."));

        var dead = await shop.JobOnceIt(refused, row => row.State == JobState.Dead);
        Assert.Equal((1, "piece.not_found: There is no such piece."), (dead.Attempts, dead.LastError));
        await shop.JobOnceIt(unavailable, row => row is { State: JobState.Waiting, Attempts: 1 });
    }

    [Fact]
    public async Task A_job_that_got_on_goes_on_from_its_checkpoint_and_its_attempts_count_anew()
    {
        var clock = Clock;
        await using var shop = await Shop.Open(clock);
        var (first, second) = ($"{Guid.CreateVersion7()}", $"{Guid.CreateVersion7()}");
        var attempts = new List<int>();

        var job = await shop.Enqueue(async (db, context, cancellationToken) =>
        {
            attempts.Add(context.Attempt);
            if (!await db.Pieces.AnyAsync(piece => piece.Label == first, cancellationToken))
            {
                await Make(db, first);
                await context.Checkpoint(50, cancellationToken);
                await Make(db, second);
                await db.SaveChangesAsync(cancellationToken);
                throw new FormatException();
            }
            await Make(db, second);
        });
        var stopped = await shop.JobOnceIt(job, row => row is { State: JobState.Waiting, LastError: not null });
        Assert.Equal((50, 1, 1), (stopped.Progress, stopped.Attempts, await shop.CountPieces(first)));
        Assert.Equal(0, await shop.CountPieces(second));
        await AsTimeGoesBy(clock, () => shop.Job(job), row => row.State == JobState.Completed);

        Assert.Equal([1, 2], attempts);
        Assert.Equal((1, 1), (await shop.CountPieces(first), await shop.CountPieces(second)));
    }

    [Fact]
    public async Task A_worker_whose_lease_was_taken_cannot_checkpoint()
    {
        var shop = await Shop.Shared;
        var label = $"{Guid.CreateVersion7()}";
        var faults = new TaskCompletionSource<Exception?>();

        var job = await shop.Enqueue(async (db, context, cancellationToken) =>
        {
            await TakeOver(shop, context.JobId);
            await Make(db, label);
            faults.TrySetResult(await Record.ExceptionAsync(() => context.Checkpoint(50, cancellationToken)));
            throw new LeaseLostException();
        });

        Assert.IsType<LeaseLostException>(await faults.Task.WaitAsync(Token));
        Assert.Equal(("another", 0), ((await shop.Job(job)).LeaseOwner, await shop.CountPieces(label)));
    }

    [Fact]
    public async Task A_worker_whose_lease_was_taken_cannot_complete_or_fail()
    {
        var shop = await Shop.Shared;
        var label = $"{Guid.CreateVersion7()}";

        var completing = await shop.Enqueue(async (db, context, _) =>
        {
            await TakeOver(shop, context.JobId);
            await Make(db, label);
        });
        var failing = await shop.Enqueue(async (_, context, _) =>
        {
            await TakeOver(shop, context.JobId);
            throw new FormatException();
        });
        await Eventually.Get(
            () => Task.FromResult(shop.Platform.Logs.Count(
                line => line.Contains($"{completing}") || line.Contains($"{failing}"))),
            lines => lines >= 2);

        Assert.Equal((JobState.Active, "another"), await Holder(shop, completing));
        Assert.Equal((JobState.Active, "another"), await Holder(shop, failing));
        Assert.Equal(0, await shop.CountPieces(label));
    }

    [Fact]
    public async Task A_long_job_keeps_its_lease()
    {
        var clock = Clock;
        await using var shop = await Shop.Open(clock);
        var started = new TaskCompletionSource();
        var ends = new TaskCompletionSource();

        var job = await shop.Enqueue(async (_, _, _) =>
        {
            started.SetResult();
            await ends.Task;
        });
        await started.Task.WaitAsync(Token);
        var end = clock.GetUtcNow().AddMinutes(2);
        while (clock.GetUtcNow() < end)
        {
            await Eventually.Get(
                () =>
                {
                    clock.Advance(TimeSpan.FromSeconds(1));
                    return shop.Job(job);
                },
                row => row.LeaseUntil >= clock.GetUtcNow().AddSeconds(29));
        }
        ends.SetResult();

        Assert.Equal(1, (await shop.JobOnceIt(job, row => row.State == JobState.Completed)).Attempts);
    }

    [Fact]
    public async Task A_worker_that_shuts_down_hands_its_job_back_and_does_not_count_the_attempt()
    {
        var shop = await Shop.Open();
        var started = new TaskCompletionSource();
        var job = await shop.Enqueue(async (_, _, cancellationToken) =>
        {
            started.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        });
        await started.Task.WaitAsync(Token);

        await shop.Platform.Stop();
        var row = await shop.Job(job);
        await shop.DisposeAsync();

        Assert.Equal((JobState.Waiting, 0, null), (row.State, row.Attempts, row.LeaseOwner));
    }

    [Fact]
    public async Task A_recurring_job_comes_due_by_the_clock_and_once_after_a_long_night()
    {
        var clock = Clock;
        await using var shop = await Shop.Open(clock);
        await Eventually.Get(() => shop.InWorkshop(db => db.Set<ScheduleRow>().CountAsync(Token)), count => count == 2);

        Assert.Equal(0, await Sweeps(shop));
        clock.Advance(TimeSpan.FromMinutes(5));
        await AsTimeGoesBy(clock, () => Sweeps(shop), count => count == 1);
        clock.Advance(TimeSpan.FromHours(8));
        await AsTimeGoesBy(clock, () => Sweeps(shop), count => count == 2);

        var next = await shop.InWorkshop(
            db => db.Set<ScheduleRow>().AsNoTracking().SingleAsync(row => row.Name == "sweep", Token));
        Assert.Equal(
            (2, new DateTimeOffset(2030, 1, 1, 20, 10, 0, TimeSpan.Zero)), (await Sweeps(shop), next.NextRunAt));
    }

    [Fact]
    public async Task A_job_that_lost_a_race_is_tried_again()
    {
        var shop = await Shop.Shared;

        var job = await shop.Enqueue((_, _, _) => throw new Refusal(
            RefusalKind.Conflict, "request.conflict", "Somebody else changed this at the same time."));

        await shop.JobOnceIt(job, row => row is { State: JobState.Waiting, Attempts: 1, LastError: not null });
    }

    [Fact]
    public async Task A_recurring_job_comes_due_also_while_every_worker_is_busy()
    {
        var clock = Clock;
        await using var shop = await Shop.Open(clock);
        var started = new CountdownEvent(4);
        var ends = new TaskCompletionSource();
        for (var i = 0; i < 4; i++)
        {
            await shop.Enqueue(async (_, _, _) =>
            {
                started.Signal();
                await ends.Task;
            });
        }
        await Eventually.Get(() => Task.FromResult(started.IsSet), isSet => isSet);

        clock.Advance(TimeSpan.FromMinutes(5));
        await AsTimeGoesBy(clock, () => Sweeps(shop), count => count == 1);

        var sweep = await shop.InWorkshop(
            db => db.Set<JobRow>().AsNoTracking().SingleAsync(row => row.Name == "sweep", Token));
        Assert.Equal((JobState.Waiting, "system:workshop"), (sweep.State, sweep.Actor));
        Assert.True(Guid.TryParse(sweep.CorrelationId, out _));
        ends.SetResult();
    }

    [Fact]
    public async Task A_checkpoint_that_gets_no_further_does_not_make_attempts_count_anew()
    {
        var clock = Clock;
        await using var shop = await Shop.Open(clock);
        var last = new List<bool>();

        var job = await shop.Enqueue(async (_, context, cancellationToken) =>
        {
            await context.Checkpoint(0, cancellationToken);
            await context.Checkpoint(50, cancellationToken);
            last.Add(context.IsLastAttempt);
            throw new FormatException();
        });
        var dead = await AsTimeGoesBy(clock, () => shop.Job(job), row => row.State == JobState.Dead);

        Assert.Equal((3, 50), (dead.Attempts, dead.Progress));
        Assert.Equal([false, false, true], last);
    }

    /// <summary>Turns the clock a little with every look, since a wait may begin after the clock was turned.</summary>
    private static Task<T> AsTimeGoesBy<T>(FakeTimeProvider clock, Func<Task<T>> ask, Func<T, bool> isSo) =>
        Eventually.Get(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
                return ask();
            },
            isSo);

    private static Task<int> Sweeps(Shop shop) =>
        shop.InWorkshop(db => db.Set<JobRow>().CountAsync(row => row.Name == "sweep", Token));

    private static async Task Make(WorkshopDb db, string label)
    {
        db.Add(new Piece { Id = db.NewId(), Label = label });
        await Task.CompletedTask;
    }

    private static async Task TakeOver(Shop shop, Guid job) => Assert.Equal(1, await shop.InWorkshop(
        db => db.Set<JobRow>().Where(row => row.Id == job)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseOwner, "another"), Token)));

    private static async Task<(JobState State, string? Owner)> Holder(Shop shop, Guid job)
    {
        var row = await shop.Job(job);
        return (row.State, row.LeaseOwner);
    }
}
