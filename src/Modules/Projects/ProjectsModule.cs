using Microsoft.AspNetCore.Builder;

using Rahat.Contracts.Projects;

namespace Rahat.Projects;

/// <summary>
/// The life of a project, from being set up to being closed. Owns projects and the catalogue of project types. Promises
/// that a closed project says so to every module that asks for its terms.
/// </summary>
public sealed class ProjectsModule : RahatModule
{
    public override string Name => "projects";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/projects", CreateProjectEndpoint.Post).Asks<CreateProject>();
        routes.MapGet("/projects", ListProjectsEndpoint.Get).Asks<ListProjects>();
        routes.MapGet("/projects/{uuid:guid}", GetProjectEndpoint.Get).Asks<GetProject>();
        routes.MapPatch("/projects/{uuid:guid}/status", SetProjectStatusEndpoint.Patch).Asks<SetProjectStatus>();
        routes.MapGet("/projects/{uuid:guid}/stats", GetProjectStatisticsEndpoint.Get).Asks<GetProjectStatistics>();
    }

    public override void AddServices(ModuleServices module)
    {
        module.Database<ProjectsDb>();
        module.Services.AddSingleton<ProjectTypeCatalogue>();

        module.Handler<CreateProjectHandler>();
        module.Handler<ListProjectsHandler>();
        module.Handler<GetProjectHandler>();
        module.Handler<SetProjectStatusHandler>();
        module.Handler<GetProjectStatisticsHandler>();
        module.Handler<GetProjectTermsHandler>();
    }
}
