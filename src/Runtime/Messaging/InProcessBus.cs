using System.Text.Json;

using Rahat.Contracts;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Modules;

namespace Rahat.Runtime.Messaging;

/// <summary>
/// The bus of a process that serves the asked module itself. Everything still passes through JSON and a scope.
/// </summary>
internal sealed class InProcessBus(
    MessageContext context,
    ModuleTable modules,
    Dispatcher dispatcher,
    TimeProvider clock) : IBus
{
    public Task<TReply> Request<TReply>(IRequest<TReply> request, CancellationToken cancellationToken) =>
        Send(request, context.IdempotencyKey, cancellationToken);

    public Task<TReply> Request<TReply>(
        IRequest<TReply> request,
        string idempotencyKey,
        CancellationToken cancellationToken) => Send(request, idempotencyKey, cancellationToken);

    private async Task<TReply> Send<TReply>(IRequest<TReply> request, string? key, CancellationToken cancellationToken)
    {
        var isQuery = request is IQuery<TReply>;
        if (context.InWork && !isQuery)
        {
            throw new InvalidOperationException(
                $"{request.GetType().Name} changes another module's data and cannot be asked inside a transaction: "
                + "ask before the first change, or leave it to an event or a job.");
        }
        var now = clock.GetUtcNow();
        var deadline = now + MessageContext.DefaultTimeout;
        if (context.Deadline is { } outer && outer < deadline)
            deadline = outer;
        var envelope = new Envelope(
            modules.NameOf(request.GetType()),
            context.Sender,
            context.Caller,
            context.CorrelationId,
            isQuery ? null : key,
            deadline,
            JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), WireJson.Options));

        using var time = new CancellationTokenSource(deadline > now ? deadline - now : TimeSpan.Zero, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        Reply reply;
        try
        {
            reply = await dispatcher.Dispatch(envelope, both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException)
            when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new Refusal(RefusalKind.TimedOut, "message.timed_out", "Timeout has occurred");
        }
        if (reply.Refusal is { } refusal)
            throw refusal.ToRefusal();
        return JsonSerializer.Deserialize<TReply>(reply.Body, WireJson.Options)!;
    }
}
