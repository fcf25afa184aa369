using System.Text.Json;

using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Projects;
using Rahat.Runtime.Security;

namespace Rahat.Projects;

/// <summary>A programme of aid with its own people, vendors and money.</summary>
internal sealed class Project : IVersioned
{
    private Project()
    {
    }

    public long Id { get; private set; }

    public Guid Uuid { get; private set; }

    public string Name { get; private set; } = "";

    public string? Description { get; private set; }

    public string Type { get; private set; } = "";

    public ProjectStatus Status { get; private set; }

    /// <summary>Why it stands there, in somebody's own words, sealed because they may name somebody.</summary>
    public SealedText? StatusReason { get; private set; }

    public string? Extras { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? UpdatedAt { get; private set; }

    public int Version { get; private set; }

    public static Project Open(Guid uuid, ProjectType type, CreateProject request, DateTimeOffset now) => new()
    {
        Uuid = uuid,
        Name = request.Name.Trim(),
        Description = request.Description,
        Type = type.Key,
        Status = ProjectStatus.NotReady,
        Extras = request.Extras is { ValueKind: JsonValueKind.Object } extras ? extras.GetRawText() : null,
        CreatedAt = now,
    };

    /// <summary>Moves on along the states of projects.md §10; anything else is refused.</summary>
    public void MoveTo(ProjectStatus to, SealedText? reason, DateTimeOffset now)
    {
        var allowed = (Status, to) switch
        {
            (ProjectStatus.NotReady, ProjectStatus.Active) => true,
            (ProjectStatus.Active, ProjectStatus.Closed) => true,
            (ProjectStatus.Closed, ProjectStatus.Active) => true,
            _ => false,
        };
        if (!allowed)
            throw new Refusal(RefusalKind.Conflict, "project.invalid_transition", $"{Status} cannot become {to}.");
        if (Status == ProjectStatus.Closed && reason is null)
        {
            throw new Refusal(
                RefusalKind.Invalid, "project.reason_required", "Reopening a closed project needs a reason.");
        }
        Status = to;
        StatusReason = reason;
        UpdatedAt = now;
    }

    public ProjectDetails ToDetails() => new(
        Id,
        Uuid,
        Name,
        Description,
        Status,
        Type,
        ContractAddress: null,
        Extras is null ? null : JsonDocument.Parse(Extras).RootElement,
        CreatedAt,
        UpdatedAt,
        DeletedAt: null);
}

internal sealed class ProjectTable : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("projects").HasKey(project => project.Id);
        builder.HasIndex(project => project.Uuid).IsUnique();
        builder.HasIndex(project => project.CreatedAt);
    }
}
