using System.Text.Json;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Rahat.Runtime.Data;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Modules;
using Rahat.Runtime.Observability;

namespace Rahat.Runtime.Messaging;

/// <summary>
/// Brings a request to its handler: permission, form, the caller's idempotency key, a scope and a transaction of its
/// own. A handler that lost a race against another change is run again, so that its own rules can give the refusal.
/// </summary>
internal sealed class Dispatcher(
    ModuleTable modules,
    IServiceScopeFactory scopes,
    IdempotencyStore idempotency,
    ILogger<Dispatcher> logger)
{
    private const int MaxRuns = 5;

    public async Task<Reply> Dispatch(Envelope envelope, CancellationToken cancellationToken)
    {
        try
        {
            var entry = modules.Request(envelope.Name);
            if (envelope.Sender.IsDoor)
                entry.Rule.Check(envelope.Caller);
            var message = Read(entry, envelope.Body);
            MessageRules.Check(message);
            return await Run(entry, envelope, message, cancellationToken);
        }
        catch (Refusal refusal)
        {
            return new Reply(null, refusal.ToNote());
        }
    }

    private static object Read(RequestEntry entry, byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, entry.Contract, WireJson.Options)
                ?? throw Refusal.Invalid(new FieldFault("body", "body must not be empty"));
        }
        catch (JsonException fault)
        {
            throw MessageRules.Unreadable(fault);
        }
    }

    private async Task<Reply> Run(
        RequestEntry entry,
        Envelope envelope,
        object message,
        CancellationToken cancellationToken)
    {
        for (var run = 1; ; run++)
        {
            try
            {
                return await RunOnce(entry, envelope, message, cancellationToken);
            }
            catch (Exception fault) when (LostRace.Is(fault))
            {
                if (run < MaxRuns)
                    continue;
                if (LostRace.MayBeItsOwnFault(fault))
                    throw;
                logger.LogWarning("{Message} lost {Runs} races: {Fault}", entry.Name, run, LogSafe.Describe(fault));
                throw new Refusal(
                    RefusalKind.Conflict, Refusal.LostRaceCode, "Somebody else changed this at the same time.");
            }
        }
    }

    private async Task<Reply> RunOnce(
        RequestEntry entry,
        Envelope envelope,
        object message,
        CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var context = services.GetRequiredService<MessageContext>();
        context.Enter(
            new Sender(entry.Module.Name, IsDoor: false), envelope.Caller, envelope.CorrelationId, envelope.Deadline);
        if (entry.IsQuery || entry.Module.DatabaseType is not { } databaseType)
            return new Reply(await entry.Run(services, message, cancellationToken), null);

        var db = (ModuleDb)services.GetRequiredService(databaseType);
        if (envelope.IdempotencyKey is not { } key)
            return await RunInTransaction(entry, db, message, services, cancellationToken);

        var claim = idempotency.Claim(envelope.Caller, entry, key, message, envelope.Body);
        if (await idempotency.Find(db, claim, cancellationToken) is { } earlier)
            return earlier;
        context.Claim = claim;
        try
        {
            return await RunInTransaction(entry, db, message, services, cancellationToken);
        }
        catch (Refusal)
        {
            // The same request may have been answered since we looked: then what it did is why this run was refused.
            await db.AbandonWork();
            if (await idempotency.Find(db, claim, cancellationToken) is { } meanwhile)
                return meanwhile;
            throw;
        }
    }

    private async Task<Reply> RunInTransaction(
        RequestEntry entry,
        ModuleDb db,
        object message,
        IServiceProvider services,
        CancellationToken cancellationToken)
    {
        Reply reply;
        try
        {
            reply = new Reply(await entry.Run(services, message, cancellationToken), null);
        }
        catch (Refusal refusal) when (refusal.KeepsChanges)
        {
            reply = new Reply(null, refusal.ToNote());
        }
        if (db.Claim is { } claim)
        {
            await db.BeginWork(cancellationToken);
            await idempotency.Keep(db, claim, reply, cancellationToken);
        }
        await db.CommitWork(cancellationToken);
        return reply;
    }
}
