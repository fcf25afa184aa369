namespace Rahat.Runtime.Security;

/// <summary>One permission row of a role: an action on a subject, granted or, when inverted, denied.</summary>
/// <param name="Action">create, read, update, delete or manage (any action).</param>
/// <param name="Subject">A kind of thing, or <c>all</c>.</param>
/// <param name="Inverted">True when the row denies.</param>
/// <param name="Conditions">A JSON text that narrows the row; null when it has no conditions.</param>
public sealed record Ability(string Action, string Subject, bool Inverted, string? Conditions = null)
{
    internal bool Matches(string action, string subject) =>
        (Action == "manage" || Action == action) && (Subject == "all" || Subject == subject);
}

/// <summary>
/// On whose behalf something is done. It travels with every message and carries ids and abilities, nothing personal.
/// </summary>
public sealed record Caller
{
    /// <summary>Somebody who has not signed in.</summary>
    public static readonly Caller Nobody = new();

    /// <summary>The signed-in user; null when nobody is, or when the platform itself acts.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The module that acts of its own accord, in a job or a reaction.</summary>
    public string? System { get; init; }

    /// <summary>The session the caller's token belongs to.</summary>
    public string? SessionId { get; init; }

    /// <summary>Names of the caller's roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Permission rows of those roles, in order; a later row overrides an earlier one.</summary>
    public IReadOnlyList<Ability> Abilities { get; init; } = [];

    /// <summary>How the event log and job rows name the caller.</summary>
    public string Actor => UserId is { } id ? $"user:{id}" : System is { } module ? $"system:{module}" : "anonymous";

    /// <summary>
    /// Whether the abilities allow an action. The last row that matches decides; a row with conditions never grants.
    /// </summary>
    /// <param name="action">create, read, update, delete or manage.</param>
    /// <param name="subject">The kind of thing.</param>
    public bool May(string action, string subject)
    {
        if (UserId is null)
            return System is not null;
        var allowed = action == "read" && subject == "public";
        foreach (var ability in Abilities)
        {
            if (!ability.Matches(action, subject))
                continue;
            if (ability.Inverted)
                allowed = false;
            else if (ability.Conditions is null)
                allowed = true;
        }
        return allowed;
    }

    /// <summary>The platform acting of its own accord.</summary>
    /// <param name="module">The module whose job or reaction it is.</param>
    public static Caller OfSystem(string module) => new() { System = module };
}
