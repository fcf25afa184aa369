using Rahat.Contracts.Projects;

namespace Rahat.Beneficiaries;

/// <summary>What this module asks of projects before people are assigned to one.</summary>
internal static class OpenProjects
{
    /// <summary>Refuses a project that does not exist or is closed.</summary>
    public static async Task RequireOpenProject(this IBus bus, Guid project, CancellationToken cancellationToken)
    {
        var terms = await bus.Request(new GetProjectTerms(project), cancellationToken);
        if (terms.Status == ProjectStatus.Closed)
        {
            throw new Refusal(
                RefusalKind.Conflict,
                "project.closed",
                "The project is closed; nobody can be assigned to it any more.");
        }
    }
}
