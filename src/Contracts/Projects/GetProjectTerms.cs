namespace Rahat.Contracts.Projects;

/// <summary>What a module needs to know of a project before it acts for it.</summary>
/// <param name="ProjectId">Which project.</param>
[MessageName("projects.project.terms")]
[ModulesOnly]
public sealed record GetProjectTerms(Guid ProjectId) : IQuery<ProjectTerms>;

/// <summary>The terms of a project.</summary>
/// <param name="ProjectId">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Type">Key of its type.</param>
/// <param name="Capabilities">What its type can do.</param>
public sealed record ProjectTerms(
    Guid ProjectId,
    ProjectStatus Status,
    string Type,
    IReadOnlyList<Capability> Capabilities)
{
    /// <summary>Whether its type can do something.</summary>
    /// <param name="capability">What.</param>
    public bool Can(Capability capability) => Capabilities.Contains(capability);
}

/// <summary>What a project type can be composed of (projects.md §12.2).</summary>
public enum Capability
{
    /// <summary>A token and a treasury.</summary>
    Treasury,

    /// <summary>Setting aside a part of the treasury for a group.</summary>
    Reservation,

    /// <summary>Turning a reservation into each person's own entitlement.</summary>
    Disbursement,

    /// <summary>Spending an entitlement at a vendor with a one-time code.</summary>
    Redemption,
}

/// <summary>
/// A project type: the capabilities it composes. It is data; the capabilities live in modules that know no type.
/// </summary>
/// <param name="Key">How it is stored, for instance <c>cva</c>.</param>
/// <param name="Aliases">Other spellings that are accepted.</param>
/// <param name="Capabilities">What its projects can do.</param>
public sealed record ProjectType(string Key, IReadOnlyList<string> Aliases, IReadOnlyList<Capability> Capabilities);
