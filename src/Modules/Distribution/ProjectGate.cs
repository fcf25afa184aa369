using Rahat.Contracts.Projects;

namespace Rahat.Distribution;

/// <summary>What the terms of a project allow.</summary>
internal static class ProjectGate
{
    /// <summary>Refuses when the project is closed or its type cannot do this.</summary>
    public static void MustBeOpen(this ProjectTerms project, Capability capability)
    {
        if (project.Status == ProjectStatus.Closed)
            throw new Refusal(RefusalKind.Conflict, "project.closed", "The project is closed.");
        if (!project.Can(capability))
        {
            throw new Refusal(
                RefusalKind.Conflict, "project.not_supported", $"Projects of type {project.Type} do not support this.");
        }
    }

    /// <summary>Refuses when aid does not flow in the project now.</summary>
    public static void MustBeActive(this ProjectTerms project, Capability capability)
    {
        project.MustBeOpen(capability);
        if (project.Status != ProjectStatus.Active)
            throw new Refusal(RefusalKind.Conflict, "project.not_active", "The project is not active yet.");
    }
}
