namespace Rahat.Contracts;

/// <summary>
/// A message that asks its owner for an answer. It may change something, and then it does so once per idempotency key.
/// </summary>
/// <typeparam name="TReply">What the asker gets when the answer is not a refusal.</typeparam>
public interface IRequest<TReply>;

/// <summary>
/// A request that changes nothing, so that it may be asked at any time, also in the middle of a change.
/// </summary>
/// <typeparam name="TReply">What the asker gets when the answer is not a refusal.</typeparam>
public interface IQuery<TReply> : IRequest<TReply>;

/// <summary>
/// Something that has happened and been saved. Delivered at least once to every module that reacts to it, in order per
/// <see cref="AggregateId"/>. It carries ids, never a name, a phone number, a code or a key.
/// </summary>
public interface IEvent
{
    /// <summary>The thing it happened to; events of one aggregate keep their order.</summary>
    Guid AggregateId { get; }
}

/// <summary>
/// What a request is hashed by when its idempotency key is seen again, where the whole message would be wrong.
/// </summary>
public interface IFingerprinted
{
    /// <summary>
    /// Equal for two requests that ask the same, for instance the hash of an uploaded file's content.
    /// </summary>
    string Fingerprint { get; }
}

/// <summary>The wire name of a message: dotted, lower case, owner first, written down and never derived.</summary>
/// <param name="name">For instance <c>distribution.redemption.confirm</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MessageNameAttribute(string name) : Attribute
{
    /// <summary>The name as it travels.</summary>
    public string Name { get; } = name;
}

/// <summary>Who may send this through a door: a caller whose abilities allow the action on the subject.</summary>
/// <param name="action">One of create, read, update, delete, manage (core.md §1.6).</param>
/// <param name="subject">The kind of thing, for instance <c>beneficiary</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PermitAttribute(string action, string subject) : Attribute
{
    /// <summary>What is done.</summary>
    public string Action { get; } = action;

    /// <summary>What it is done to.</summary>
    public string Subject { get; } = subject;
}

/// <summary>Anybody may send this through a door, without signing in.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnonymousAttribute : Attribute;

/// <summary>Only modules ask this of each other; no door lets it in.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModulesOnlyAttribute : Attribute;

/// <summary>
/// The command by which services written for the original platform know this message on Redis (core.md §3), misspelt
/// ones too.
/// </summary>
/// <param name="command">The text of <c>cmd</c> in the packet's pattern.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class NestCommandAttribute(string command) : Attribute
{
    /// <summary>The text of <c>cmd</c>.</summary>
    public string Command { get; } = command;

    /// <summary>The property that a payload which is no object stands for; null where it is one.</summary>
    public string? Payload { get; init; }
}

/// <summary>The answer that says no more than that it was done.</summary>
public sealed record Done;
