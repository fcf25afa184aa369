using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Rahat.Runtime.Jobs;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Security;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Runtime.Workshop;

/// <summary>A platform that serves workshop and gallery too.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private static readonly Lazy<Task<Shop>> One = new(() => Open());

    private Shop(Platform platform, Plans plans)
    {
        Platform = platform;
        Plans = plans;
    }

    /// <summary>The one that most tests share.</summary>
    public static Task<Shop> Shared => One.Value;

    public Platform Platform { get; }

    public Plans Plans { get; }

    public static async Task<Shop> Open(TimeProvider? clock = null, params string[] settings)
    {
        var plans = new Plans();
        var platform = await Platform.StartWith([new WorkshopModule(plans), new GalleryModule()], clock, settings);
        return new Shop(platform, plans);
    }

    /// <summary>Somebody with a token of their own.</summary>
    public Api Somebody(bool mayMake = true)
    {
        var permissions = mayMake
            ? new[] { new Dictionary<string, object> { ["action"] = "create", ["subject"] = "piece" } }
            : [];
        var claims = new Dictionary<string, object>
        {
            ["uuid"] = Guid.CreateVersion7().ToString(),
            ["permissions"] = permissions,
        };
        return Platform.With(Platform.Services.GetRequiredService<JwtTokens>().Make(claims, TimeSpan.FromHours(1)));
    }

    /// <summary>A scope of a module, with its bus and its database.</summary>
    public AsyncServiceScope Scope(Caller? caller = null, DateTimeOffset? deadline = null, bool isDoor = false)
    {
        var scope = Platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<MessageContext>().Enter(
            new Sender(isDoor ? "http" : "workshop", isDoor),
            caller ?? Caller.OfSystem("workshop"),
            "a-correlation",
            deadline);
        return scope;
    }

    public async Task<T> InWorkshop<T>(Func<WorkshopDb, Task<T>> work)
    {
        await using var scope = Scope();
        return await work(scope.ServiceProvider.GetRequiredService<WorkshopDb>());
    }

    public async Task<T> InGallery<T>(Func<GalleryDb, Task<T>> work)
    {
        await using var scope = Scope();
        return await work(scope.ServiceProvider.GetRequiredService<GalleryDb>());
    }

    public Task<int> CountPieces(string label) => InWorkshop(db => db.Pieces.CountAsync(piece => piece.Label == label));

    /// <summary>Enqueues a chore that does what is planned.</summary>
    public async Task<Guid> Enqueue(Func<WorkshopDb, JobContext, CancellationToken, Task> plan)
    {
        var id = Guid.CreateVersion7();
        Plans.Chores[id] = plan;
        return await InWorkshop(async db =>
        {
            var job = db.Enqueue(new Chore(id));
            await db.CommitWork(TestContext.Current.CancellationToken);
            return job;
        });
    }

    public Task<JobRow> Job(Guid id) =>
        InWorkshop(db => db.Set<JobRow>().AsNoTracking().SingleAsync(row => row.Id == id));

    public Task<JobRow> JobOnceIt(Guid id, Func<JobRow, bool> isSo) => Eventually.Get(() => Job(id), isSo);

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}
