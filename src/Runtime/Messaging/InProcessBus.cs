using System.Text.Json;

using Microsoft.Extensions.Logging;

using Rahat.Contracts;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Modules;
using Rahat.Runtime.Observability;

namespace Rahat.Runtime.Messaging;

/// <summary>
/// The bus of a process that serves the asked module itself. Everything still passes through JSON and a scope.
/// </summary>
internal sealed class InProcessBus(
    MessageContext context,
    ModuleTable modules,
    Dispatcher dispatcher,
    TimeProvider clock,
    ILogger<InProcessBus> logger) : IBus
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
            modules.NameOf(request),
            context.Sender,
            context.Caller,
            context.CorrelationId,
            isQuery ? null : key,
            deadline,
            JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), WireJson.Options));

        using var time = new CancellationTokenSource(deadline > now ? deadline - now : TimeSpan.Zero, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        var dispatch = dispatcher.Dispatch(envelope, both.Token);
        Reply reply;
        try
        {
            reply = await dispatch.WaitAsync(both.Token);
        }
        catch (OperationCanceledException)
            when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new Refusal(RefusalKind.TimedOut, "message.timed_out", "Timeout has occurred");
        }
        finally
        {
            if (!dispatch.IsCompleted)
                LogFaultOf(dispatch, envelope.Name);
        }
        if (reply.Refusal is { } refusal)
            throw refusal.ToRefusal();
        return JsonSerializer.Deserialize<TReply>(reply.Body, WireJson.Options)!;
    }

    /// <summary>Nobody waits any more for what was abandoned, but how it ended must not be lost.</summary>
    private void LogFaultOf(Task abandoned, string message) => abandoned.ContinueWith(
        ended => logger.LogError(
            "{Message} failed after its asker had gone: {Fault}",
            message, LogSafe.Describe(ended.Exception!.InnerException!)),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);
}
