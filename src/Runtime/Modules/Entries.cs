using System.Reflection;
using System.Text.Json;

using Microsoft.Extensions.DependencyInjection;

using Rahat.Contracts;
using Rahat.Runtime.Jobs;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Security;

namespace Rahat.Runtime.Modules;

/// <summary>A request that a module answers.</summary>
internal sealed record RequestEntry(
    string Name,
    Type Contract,
    ModuleParts Module,
    bool IsQuery,
    EntryRule Rule,
    Func<IServiceProvider, object, CancellationToken, Task<byte[]>> Run)
{
    public static RequestEntry For(ModuleParts module, Type handler, Type[] types)
    {
        var run = Entries.Close<Func<IServiceProvider, object, CancellationToken, Task<byte[]>>>(
            nameof(Entries.Answer), handler, types[0], types[1]);
        var isQuery = types[0].GetInterfaces()
            .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IQuery<>));
        var name = types[0].IsAssignableTo(typeof(IModuleRequest))
            ? $"{module.Name}.{Entries.NameOf(types[0])}"
            : Entries.NameOf(types[0]);
        return new RequestEntry(name, types[0], module, isQuery, EntryRule.Of(types[0]), run);
    }
}

/// <summary>An event that a module reacts to.</summary>
internal sealed record ReactionEntry(
    string Name,
    Type Contract,
    ModuleParts Module,
    Func<IServiceProvider, string, CancellationToken, Task> Run)
{
    public static ReactionEntry For(ModuleParts module, Type handler, Type contract) => new(
        Entries.NameOf(contract),
        contract,
        module,
        Entries.Close<Func<IServiceProvider, string, CancellationToken, Task>>(
            nameof(Entries.React), handler, contract));
}

/// <summary>A job that a module works off.</summary>
internal sealed record JobEntry(
    string Name,
    Type Payload,
    Func<IServiceProvider, string, JobContext, CancellationToken, Task> Run)
{
    public static JobEntry For(Type handler, Type payload) => new(
        JobNameAttribute.Of(payload),
        payload,
        Entries.Close<Func<IServiceProvider, string, JobContext, CancellationToken, Task>>(
            nameof(Entries.Work), handler, payload));
}

/// <summary>A job that comes due by the clock.</summary>
internal sealed record ScheduleEntry(string Name, object Payload, string Cron);

/// <summary>Closes the generic calls once, at start, so that a message costs no reflection.</summary>
internal static class Entries
{
    public static string NameOf(Type message) =>
        message.GetCustomAttribute<MessageNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{message.Name} has no [MessageName].");

    public static TDelegate Close<TDelegate>(string method, params Type[] types)
        where TDelegate : Delegate =>
        typeof(Entries).GetMethod(method, BindingFlags.Public | BindingFlags.Static)!
            .MakeGenericMethod(types)
            .CreateDelegate<TDelegate>();

    public static async Task<byte[]> Answer<THandler, TRequest, TReply>(
        IServiceProvider services,
        object message,
        CancellationToken cancellationToken)
        where THandler : IRequestHandler<TRequest, TReply>
        where TRequest : IRequest<TReply>
    {
        var reply = await services.GetRequiredService<THandler>().Handle((TRequest)message, cancellationToken);
        return JsonSerializer.SerializeToUtf8Bytes(reply, WireJson.Options);
    }

    public static Task React<THandler, TEvent>(
        IServiceProvider services,
        string body,
        CancellationToken cancellationToken)
        where THandler : IEventHandler<TEvent>
        where TEvent : IEvent =>
        services.GetRequiredService<THandler>()
            .Handle(JsonSerializer.Deserialize<TEvent>(body, WireJson.Options)!, cancellationToken);

    public static Task Work<THandler, TJob>(
        IServiceProvider services,
        string payload,
        JobContext job,
        CancellationToken cancellationToken)
        where THandler : IJobHandler<TJob> =>
        services.GetRequiredService<THandler>()
            .Run(JsonSerializer.Deserialize<TJob>(payload, WireJson.Options)!, job, cancellationToken);
}
