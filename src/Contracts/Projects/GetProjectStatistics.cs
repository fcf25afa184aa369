using System.Text.Json;

namespace Rahat.Contracts.Projects;

/// <summary>The figures of a project for its dashboard; none of them names a person.</summary>
/// <param name="ProjectId">Which project.</param>
[MessageName("projects.project.statistics")]
[Permit("read", "project")]
public sealed record GetProjectStatistics(Guid ProjectId) : IQuery<IReadOnlyList<Statistic>>;

/// <summary>A named figure, in the shape dashboards read (core.md §8.4).</summary>
/// <param name="Name">Upper snake case, for instance <c>BENEFICIARY_TOTAL</c>.</param>
/// <param name="Data">The figure or figures.</param>
public sealed record Statistic(string Name, JsonElement Data);
