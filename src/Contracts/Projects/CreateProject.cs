using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Rahat.Contracts.Projects;

/// <summary>Opens a project of a known type. It begins NOT_READY.</summary>
[MessageName("projects.project.create")]
[Permit("create", "project")]
public sealed record CreateProject : IRequest<ProjectDetails>
{
    /// <summary>What people call it.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Its type, for instance <c>cva</c>; other spellings of the type are accepted.</summary>
    [Required, StringLength(64, MinimumLength = 1)]
    public required string Type { get; init; }

    /// <summary>What it is for.</summary>
    [StringLength(4_000)]
    public string? Description { get; init; }

    /// <summary>Free settings of the client, a JSON object.</summary>
    public JsonElement? Extras { get; init; }
}
