using System.Collections.Concurrent;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Rahat.Runtime.Http;
using Rahat.Runtime.Jobs;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Modules;

namespace Rahat.SliceTests.Runtime.Workshop;

/// <summary>
/// What a test wants to happen inside of handlers, jobs and reactions, by the id that the message carries.
/// </summary>
internal sealed class Plans
{
    public ConcurrentDictionary<Guid, Func<WorkshopDb, JobContext, CancellationToken, Task>> Chores { get; } = [];

    public ConcurrentDictionary<Guid, Func<PieceMade, Task>> Reactions { get; } = [];

    private int _arrived;

    public int NextPlace() => Interlocked.Increment(ref _arrived);
}

/// <summary>Makes pieces and tells of them. Has nothing but what the runtime's promises are tested on.</summary>
internal sealed class WorkshopModule(Plans plans) : RahatModule
{
    public override string Name => "workshop";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/workshop/pieces", (MakePiece request, IBus bus, CancellationToken cancellationToken) =>
            bus.Request(request, cancellationToken)).Asks<MakePiece>();
        routes.MapPost("/workshop/surroundings", (IBus bus, CancellationToken cancellationToken) =>
            bus.Request(new LookAround(), cancellationToken));
    }

    public override void AddServices(ModuleServices module)
    {
        module.Database<WorkshopDb>();
        module.Services.AddSingleton(plans);
        module.Handler<MakePieceHandler>();
        module.Handler<ExtendListHandler>();
        module.Job<ChoreJob>();
        module.Job<SweepJob>();
        module.Schedule<Sweep>("*/5 * * * *");
    }
}

/// <summary>Looks at what the workshop makes.</summary>
internal sealed class GalleryModule : RahatModule
{
    public override string Name => "gallery";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }

    public override void AddServices(ModuleServices module)
    {
        module.Database<GalleryDb>();
        module.Handler<LookAroundHandler>();
        module.Handler<HangHandler>();
        module.Reaction<OnPieceMade>();
    }
}

[JobName("WORKSHOP", "chore")]
internal sealed record Chore(Guid Id);

internal sealed class ChoreJob(WorkshopDb db, Plans plans) : IJobHandler<Chore>
{
    public Task Run(Chore job, JobContext context, CancellationToken cancellationToken) =>
        plans.Chores[job.Id](db, context, cancellationToken);
}

[JobName("WORKSHOP", "sweep")]
internal sealed record Sweep;

internal sealed class SweepJob : IJobHandler<Sweep>
{
    public Task Run(Sweep job, JobContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class OnPieceMade(GalleryDb db, Plans plans) : IEventHandler<PieceMade>
{
    public async Task Handle(PieceMade happened, CancellationToken cancellationToken)
    {
        db.Add(new Echo
        {
            Id = db.NewId(),
            PieceId = happened.PieceId,
            Number = happened.Number,
            Place = plans.NextPlace(),
        });
        await db.SaveChangesAsync(cancellationToken);
        if (plans.Reactions.TryGetValue(happened.PieceId, out var plan))
            await plan(happened);
    }
}
