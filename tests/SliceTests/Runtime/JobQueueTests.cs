using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

using Rahat.Runtime.Jobs;
using Rahat.Runtime.Modules;
using Rahat.SliceTests.Runtime.Workshop;

namespace Rahat.SliceTests.Runtime;

/// <summary>The statements below the runner, on a platform whose own runners do not touch the jobs.</summary>
public sealed class JobQueueTests
{
    private const string NoRunners = "--Jobs:Concurrency=0";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_claimed_by_one_of_many_workers()
    {
        await using var shop = await Shop.Open(null, NoRunners);
        for (var i = 0; i < 40; i++)
            await shop.Enqueue((_, _, _) => Task.CompletedTask);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            worker => shop.InWorkshop(db => JobQueue.Claim(db, $"worker {worker}", Lease, 10, Token))));

        Assert.All(claims, claim => Assert.True(claim.Count <= 10));
        Assert.Equal(40, claims.Sum(claim => claim.Count));
        Assert.Equal(40, claims.SelectMany(claim => claim).Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_job_that_is_not_due_is_not_claimed_and_the_urgent_go_first()
    {
        await using var shop = await Shop.Open(null, NoRunners);
        await shop.Enqueue((_, _, _) => Task.CompletedTask);
        var urgent = await shop.Enqueue((_, _, _) => Task.CompletedTask);
        await shop.InWorkshop(async db =>
        {
            db.Enqueue(new Chore(Guid.CreateVersion7()), TimeSpan.FromMinutes(1));
            await db.CommitWork(Token);
            return await db.Set<JobRow>().Where(row => row.Id == urgent)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Priority, -1), Token);
        });

        Assert.Equal(urgent, Assert.Single(await Claim(shop, "first", 1)).Id);
        Assert.Single(await Claim(shop, "second", 10));
        Assert.Empty(await Claim(shop, "third", 10));
    }

    [Fact]
    public async Task A_silent_worker_loses_its_job_and_at_the_last_attempt_the_job_dies()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var shop = await Shop.Open(clock, NoRunners);
        var job = await shop.Enqueue((_, _, _) => Task.CompletedTask);

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(attempt, Assert.Single(await Claim(shop, $"worker {attempt}", 1)).Attempts);
            clock.Advance(Lease);
            Assert.Equal(0, await shop.InWorkshop(db => JobQueue.ReturnExpired(db, [], Token)));
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(1, await shop.InWorkshop(db => JobQueue.ReturnExpired(db, [], Token)));
        }

        var dead = await shop.Job(job);
        Assert.Equal((JobState.Dead, null), (dead.State, dead.LeaseOwner));
    }

    [Fact]
    public async Task Two_claims_of_one_worker_do_not_hold_the_same_lease()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var shop = await Shop.Open(clock, NoRunners);
        await shop.Enqueue((_, _, _) => Task.CompletedTask);
        var late = Assert.Single(await Claim(shop, "worker", 1));
        clock.Advance(Lease + TimeSpan.FromSeconds(1));
        await shop.InWorkshop(db => JobQueue.ReturnExpired(db, [], Token));
        var early = Assert.Single(await Claim(shop, "worker", 1));

        Assert.Equal(late.Id, early.Id);
        await Assert.ThrowsAsync<LeaseLostException>(() => Complete(shop, late));
        await Complete(shop, early);
    }

    [Fact]
    public async Task Only_jobs_that_are_worked_on_are_kept()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var shop = await Shop.Open(clock, NoRunners);
        await shop.Enqueue((_, _, _) => Task.CompletedTask);
        await shop.Enqueue((_, _, _) => Task.CompletedTask);
        var claimed = await Claim(shop, "worker", 2);
        clock.Advance(TimeSpan.FromSeconds(20));
        await shop.InWorkshop(async db =>
        {
            await JobQueue.Renew(db, [claimed[0]], Lease, Token);
            return 0;
        });
        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(1, await shop.InWorkshop(db => JobQueue.ReturnExpired(db, [], Token)));
        Assert.Equal(JobState.Active, (await shop.Job(claimed[0].Id)).State);
        Assert.Equal(JobState.Waiting, (await shop.Job(claimed[1].Id)).State);
    }

    [Fact]
    public async Task A_recurring_job_is_enqueued_once_by_however_many_runners()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var shop = await Shop.Open(clock, NoRunners);
        var module = shop.Platform.Services.GetRequiredService<ModuleTable>().Modules
            .Single(one => one.Name == "workshop");
        await shop.InWorkshop(db => Enqueue(db, module));

        for (var due = 1; due <= 3; due++)
        {
            clock.Advance(TimeSpan.FromMinutes(5));
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.InWorkshop(db => Enqueue(db, module))));
            Assert.Equal(
                due, await shop.InWorkshop(db => db.Set<JobRow>().CountAsync(row => row.Name == "sweep", Token)));
        }
    }

    [Fact]
    public async Task The_first_of_many_runners_makes_the_schedule_and_the_others_do_not_mind()
    {
        await using var shop = await Shop.Open(null, NoRunners);
        var module = shop.Platform.Services.GetRequiredService<ModuleTable>().Modules
            .Single(one => one.Name == "workshop");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.InWorkshop(db => Enqueue(db, module))));

        Assert.Equal(2, await shop.InWorkshop(db => db.Set<ScheduleRow>().CountAsync(Token)));
    }

    private static Task<List<JobRow>> Claim(Shop shop, string owner, int atMost) =>
        shop.InWorkshop(db => JobQueue.Claim(db, owner, Lease, atMost, Token));

    private static Task<int> Complete(Shop shop, JobRow job) => shop.InWorkshop(async db =>
    {
        await new JobContext(db, job).Complete(Token);
        return 0;
    });

    private static async Task<int> Enqueue(WorkshopDb db, ModuleParts module)
    {
        await Schedules.EnqueueDue(db, module, Token);
        return 0;
    }
}
