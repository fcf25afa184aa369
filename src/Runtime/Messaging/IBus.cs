using Rahat.Contracts;

namespace Rahat.Runtime.Messaging;

/// <summary>
/// How a door or a module asks another module. Whether the other runs in the same process or not, the message goes
/// across as JSON, is handled in a scope of its own, and is answered or refused before the deadline.
/// </summary>
public interface IBus
{
    /// <summary>Asks the owner of a request and waits for its answer.</summary>
    /// <typeparam name="TReply">What the owner answers.</typeparam>
    /// <param name="request">The message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.Refusal">The owner said no, the message is not valid, or the deadline
    /// passed.</exception>
    Task<TReply> Request<TReply>(IRequest<TReply> request, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the owner of a request that must have one effect however often it is asked under this key.
    /// </summary>
    /// <typeparam name="TReply">What the owner answers.</typeparam>
    /// <param name="request">The message.</param>
    /// <param name="idempotencyKey">Names the effect, within the caller and the kind of message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.Refusal">The owner said no, the message is not valid, or the deadline
    /// passed.</exception>
    Task<TReply> Request<TReply>(IRequest<TReply> request, string idempotencyKey, CancellationToken cancellationToken);
}

/// <summary>Answers one kind of request. Created anew, in a scope of its own, for every message.</summary>
/// <typeparam name="TRequest">The contract.</typeparam>
/// <typeparam name="TReply">Its answer.</typeparam>
public interface IRequestHandler<in TRequest, TReply>
    where TRequest : IRequest<TReply>
{
    /// <summary>Does the work. What it saves is committed when it returns, and undone when it throws.</summary>
    /// <param name="request">The message, already valid in form and permitted.</param>
    /// <param name="cancellationToken">Fires when the deadline passes or the asker goes away.</param>
    Task<TReply> Handle(TRequest request, CancellationToken cancellationToken);
}

/// <summary>Reacts to one kind of event. It may see an event twice and must then do nothing more.</summary>
/// <typeparam name="TEvent">The event.</typeparam>
public interface IEventHandler<in TEvent>
    where TEvent : IEvent
{
    /// <summary>
    /// Does the work. What it saves is committed together with the note that the event has been seen.
    /// </summary>
    /// <param name="happened">The event.</param>
    /// <param name="cancellationToken">Fires when the process shuts down.</param>
    Task Handle(TEvent happened, CancellationToken cancellationToken);
}
