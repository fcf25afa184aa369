namespace Rahat.Runtime.Errors;

/// <summary>Which kind of no an answer is; each has its HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>The request is not well formed, or breaks a rule that the asker could have known: 400.</summary>
    Invalid,

    /// <summary>Nobody is signed in: 401.</summary>
    Unauthenticated,

    /// <summary>Somebody is signed in but may not do this: 403.</summary>
    Forbidden,

    /// <summary>What it speaks of does not exist: 404.</summary>
    NotFound,

    /// <summary>There is such a route, but not with this HTTP method: 405.</summary>
    WrongMethod,

    /// <summary>The state of things does not allow it now: 409.</summary>
    Conflict,

    /// <summary>It is larger than a limit: 413.</summary>
    TooLarge,

    /// <summary>The body is not in the format that the route reads: 415.</summary>
    WrongFormat,

    /// <summary>It was asked too often: 429.</summary>
    TooMany,

    /// <summary>Something it needs cannot be reached: 503.</summary>
    Unavailable,

    /// <summary>The deadline passed before there was an answer: 504.</summary>
    TimedOut,
}

/// <summary>A field of a request and what is wrong with it.</summary>
/// <param name="Field">Path of the field, for instance <c>piiData.phone</c>.</param>
/// <param name="Problem">What is wrong, without repeating the value.</param>
public sealed record FieldFault(string Field, string Problem);

/// <summary>
/// An expected no. Thrown by an entity or a handler, it crosses the bus and becomes an error body at the door. Its text
/// never repeats a personal value.
/// </summary>
/// <param name="kind">Which kind of no.</param>
/// <param name="code">Stable code, <c>thing.reason</c>.</param>
/// <param name="message">A sentence for the person who asked.</param>
public sealed class Refusal(RefusalKind kind, string code, string message) : Exception(message)
{
    /// <summary>The code of a request that lost every race against changes of the same thing.</summary>
    internal const string LostRaceCode = "request.conflict";

    /// <summary>Which kind of no.</summary>
    public RefusalKind Kind { get; } = kind;

    /// <summary>Stable code, <c>thing.reason</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The fields at fault, when fields are.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>
    /// Whether what the handler changed so far stays: a wrong code is refused and still costs an attempt.
    /// </summary>
    public bool KeepsChanges { get; init; }

    /// <summary>
    /// Whether the same request will be refused again. Who was not reached, came too often or lost a race may well
    /// succeed later.
    /// </summary>
    internal bool IsFinal =>
        Kind is not (RefusalKind.Unavailable or RefusalKind.TimedOut or RefusalKind.TooMany) && Code != LostRaceCode;

    /// <summary>The form in which it crosses the bus.</summary>
    public RefusalNote ToNote() => new(Kind, Code, Message, Faults);

    /// <summary>A request whose fields are at fault.</summary>
    /// <param name="faults">Each field with its fault.</param>
    public static Refusal Invalid(params IReadOnlyList<FieldFault> faults) =>
        new(RefusalKind.Invalid, "request.invalid", "Bad Request Exception") { Faults = faults };

    /// <summary>Something named in the request does not exist.</summary>
    /// <param name="thing">The kind of thing, lower case, for instance <c>project</c>.</param>
    public static Refusal NotFound(string thing) =>
        new(RefusalKind.NotFound, $"{thing}.not_found", $"There is no such {thing}.");
}

/// <summary>A refusal as it crosses the bus.</summary>
/// <param name="Kind">Which kind of no.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Message">A sentence for the person who asked.</param>
/// <param name="Faults">The fields at fault.</param>
public sealed record RefusalNote(RefusalKind Kind, string Code, string Message, IReadOnlyList<FieldFault> Faults)
{
    /// <summary>The exception again, on the asker's side.</summary>
    public Refusal ToRefusal() => new(Kind, Code, Message) { Faults = Faults };
}
