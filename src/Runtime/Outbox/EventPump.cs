using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Rahat.Runtime.Data;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Modules;
using Rahat.Runtime.Observability;
using Rahat.Runtime.Security;

namespace Rahat.Runtime.Outbox;

/// <summary>
/// Carries events from the logs of the modules that publish to the reactions of those that subscribe. How far a
/// subscriber has come is saved in the transaction of its reaction, so an event has its effect once even if the process
/// dies in between.
/// </summary>
internal sealed class EventPump(
    ModuleTable modules,
    IServiceScopeFactory scopes,
    Bell bell,
    TimeProvider clock,
    ILogger<EventPump> logger) : BackgroundService
{
    private const int MaxAttempts = 5;
    private const string PlacedBell = "placed";

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var publishers = modules.Modules
            .Where(module => module is { IsServed: true, DatabaseType: not null })
            .ToArray();
        var loops = publishers.Select(publisher => Place(publisher, stoppingToken)).ToList();
        foreach (var publisher in publishers)
        {
            foreach (var subscriber in publishers)
            {
                var reactions = ModuleTable.ReactionsOf(subscriber, publisher);
                if (reactions.Count > 0)
                    loops.Add(Deliver(publisher, subscriber, reactions, stoppingToken));
            }
        }
        return Task.WhenAll(loops);
    }

    private async Task Place(ModuleParts publisher, CancellationToken cancellationToken)
    {
        var listener = bell.Listen(clock, (publisher.Name, Bell.Events));
        await Loop($"placing events of {publisher.Name}", listener, async () =>
        {
            await using var scope = Scope(
                publisher, Guid.CreateVersion7(clock.GetUtcNow()).ToString(), Caller.OfSystem(publisher.Name));
            var (placed, more) = await EventLog.Place(Db(scope, publisher), cancellationToken);
            if (placed)
                bell.Ring(publisher.Name, PlacedBell);
            return more;
        }, cancellationToken);
    }

    private async Task Deliver(
        ModuleParts publisher,
        ModuleParts subscriber,
        IReadOnlyDictionary<string, ReactionEntry[]> reactions,
        CancellationToken cancellationToken)
    {
        var listener = bell.Listen(clock, (publisher.Name, PlacedBell));
        await Loop($"delivering events of {publisher.Name} to {subscriber.Name}", listener, async () =>
        {
            var position = await PositionOf(publisher, subscriber, cancellationToken);
            await using var scope = Scope(publisher, "", Caller.OfSystem(subscriber.Name));
            var events = await EventLog.Read(Db(scope, publisher), position, [.. reactions.Keys], cancellationToken);
            try
            {
                foreach (var happened in events)
                {
                    await DeliverOne(
                        publisher, subscriber, reactions[happened.Name], happened, position, cancellationToken);
                    position = happened.Position!.Value;
                }
            }
            catch (SubscriptionMovedException)
            {
                // Another replica was faster: go on from where it has come to.
            }
            return events.Count > 0;
        }, cancellationToken);
    }

    private async Task DeliverOne(
        ModuleParts publisher,
        ModuleParts subscriber,
        ReactionEntry[] reactions,
        EventRow happened,
        long position,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var scope = Scope(subscriber, happened.CorrelationId, Caller.OfSystem(subscriber.Name));
                var db = Db(scope, subscriber);
                foreach (var reaction in reactions)
                    await reaction.Run(scope.ServiceProvider, happened.Body, cancellationToken);
                await Advance(db, publisher, position, happened.Position!.Value, cancellationToken);
                await db.CommitWork(cancellationToken);
                return;
            }
            catch (Exception fault)
                when (!cancellationToken.IsCancellationRequested && fault is not SubscriptionMovedException)
            {
                logger.LogWarning(
                    "Reaction of {Subscriber} to {Event} failed, attempt {Attempt}: {Fault}",
                    subscriber.Name, happened.Name, attempt, LogSafe.Describe(fault));
                if (attempt == MaxAttempts || fault is Refusal { IsFinal: true })
                {
                    await Bury(publisher, subscriber, happened, position, fault, cancellationToken);
                    return;
                }
                await Task.Delay(FirstRetry * Math.Pow(4, attempt - 1), clock, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Sets a failed event aside and goes on behind it, so that one bad event does not stop all others.
    /// </summary>
    private async Task Bury(
        ModuleParts publisher,
        ModuleParts subscriber,
        EventRow happened,
        long position,
        Exception fault,
        CancellationToken cancellationToken)
    {
        await using var scope = Scope(subscriber, happened.CorrelationId, Caller.OfSystem(subscriber.Name));
        var db = Db(scope, subscriber);
        db.Add(new DeadEvent
        {
            Publisher = publisher.Name,
            Position = happened.Position!.Value,
            Name = happened.Name,
            Error = LogSafe.Describe(fault),
            DiedAt = db.Now,
        });
        await Advance(db, publisher, position, happened.Position.Value, cancellationToken);
        await db.CommitWork(cancellationToken);
        logger.LogError(
            "{Subscriber} gave up on {Event} at {Position}", subscriber.Name, happened.Name, happened.Position);
    }

    /// <summary>Moves the subscription on; another replica that was faster makes this work void.</summary>
    private static async Task Advance(
        ModuleDb db,
        ModuleParts publisher,
        long from,
        long to,
        CancellationToken cancellationToken)
    {
        await db.BeginWork(cancellationToken);
        var moved = await db.Set<SubscriptionRow>()
            .Where(row => row.Publisher == publisher.Name && row.Position == from)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, to), cancellationToken);
        if (moved != 1)
            throw new SubscriptionMovedException();
    }

    private async Task<long> PositionOf(
        ModuleParts publisher,
        ModuleParts subscriber,
        CancellationToken cancellationToken)
    {
        await using var scope = Scope(subscriber, "", Caller.OfSystem(subscriber.Name));
        var db = Db(scope, subscriber);
        var row = await db.Set<SubscriptionRow>().AsNoTracking()
            .SingleOrDefaultAsync(one => one.Publisher == publisher.Name, cancellationToken);
        if (row is not null)
            return row.Position;
        db.Add(new SubscriptionRow { Publisher = publisher.Name, Position = 0 });
        await db.CommitWork(cancellationToken);
        return 0;
    }

    private async Task Loop(
        string what,
        Bell.Listener listener,
        Func<Task<bool>> work,
        CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!await work())
                    await listener.Wait(Poll, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError("{Loop} failed: {Fault}", what, LogSafe.Describe(fault));
                await Task.Delay(Poll, clock, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private AsyncServiceScope Scope(ModuleParts module, string correlationId, Caller caller)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<MessageContext>()
            .Enter(new Sender(module.Name, IsDoor: false), caller, correlationId);
        return scope;
    }

    private static ModuleDb Db(AsyncServiceScope scope, ModuleParts module) =>
        (ModuleDb)scope.ServiceProvider.GetRequiredService(module.DatabaseType!);

    /// <summary>Another replica has delivered the event.</summary>
    private sealed class SubscriptionMovedException : Exception;
}
