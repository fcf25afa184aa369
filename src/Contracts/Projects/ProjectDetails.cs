using System.Text.Json;

namespace Rahat.Contracts.Projects;

/// <summary>A project as readers get it.</summary>
/// <param name="Id">Counting number; references use <paramref name="Uuid"/>.</param>
/// <param name="Uuid">The project's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Type">Key of its type.</param>
/// <param name="ContractAddress">Address of its contract on a chain; null while it has none.</param>
/// <param name="Extras">Free settings of the client.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="DeletedAt">When it was deleted.</param>
public sealed record ProjectDetails(
    long Id,
    Guid Uuid,
    string Name,
    string? Description,
    ProjectStatus Status,
    string Type,
    string? ContractAddress,
    JsonElement? Extras,
    DateTimeOffset CreatedAt,
    DateTimeOffset? UpdatedAt,
    DateTimeOffset? DeletedAt);

/// <summary>Where a project stands.</summary>
public enum ProjectStatus
{
    /// <summary>Being set up: people and money come in, nothing goes out.</summary>
    NotReady,

    /// <summary>Aid flows.</summary>
    Active,

    /// <summary>Over: everything can be read, nothing changes.</summary>
    Closed,
}
