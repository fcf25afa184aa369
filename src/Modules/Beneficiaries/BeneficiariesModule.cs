using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;

using Rahat.Beneficiaries.Groups;
using Rahat.Beneficiaries.Imports;
using Rahat.Contracts.Beneficiaries;

namespace Rahat.Beneficiaries;

/// <summary>
/// The registry of the people who may receive aid, and the groups they are served in. Owns what identifies them, which
/// rests sealed and leaves only through its own answers. Promises one person a phone number, and that no row of an
/// import is lost: it becomes a person or a report.
/// </summary>
public sealed class BeneficiariesModule : RahatModule
{
    public override string Name => "beneficiaries";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/beneficiaries", CreateBeneficiaryEndpoint.Post).Asks<CreateBeneficiary>();
        routes.MapGet("/beneficiaries", ListBeneficiariesEndpoint.Get).Asks<ListBeneficiaries>();
        routes.MapGet("/beneficiaries/{uuid:guid}", GetBeneficiaryEndpoint.Get).Asks<GetBeneficiary>();

        routes.MapPost("/beneficiaries/upload-queue", ImportBeneficiariesEndpoint.Post).Asks<ImportBeneficiaries>()
            .WithMetadata(new RequestSizeLimitAttribute(UploadForm.MaxRequestBytes));
        routes.MapGet("/beneficiaries/imports", ListImportsEndpoint.Get).Asks<ListImports>();
        routes.MapGet("/beneficiaries/imports/{id:guid}", GetImportEndpoint.Get).Asks<GetImport>();
        routes.MapGet("/beneficiaries/imports/{id:guid}/rejections", ListRejectionsEndpoint.Get).Asks<ListRejections>();
        routes.MapGet("/beneficiaries/imports/{id:guid}/rejections.csv", ExportRejectionsEndpoint.Get)
            .Asks<ExportRejections>();

        routes.MapPost("/beneficiaries/groups", CreateGroupEndpoint.Post).Asks<CreateGroup>();
        routes.MapGet("/beneficiaries/groups/all", ListGroupsEndpoint.Get).Asks<ListGroups>();
        routes.MapGet("/beneficiaries/groups/{uuid:guid}", GetGroupEndpoint.Get).Asks<GetGroup>();
        routes.MapPost("/beneficiaries/groups/{uuid:guid}/projects", AssignGroupToProjectEndpoint.Post)
            .Asks<AssignGroupToProject>();
    }

    public override void AddServices(ModuleServices module)
    {
        module.Database<BeneficiariesDb>();
        module.Services.AddScoped<PeopleReader>();
        module.Services.AddScoped<GroupReader>();
        module.Services.AddScoped<GroupProjects>();
        module.Services.AddScoped<ImportBatches>();
        module.Services.AddScoped<ImportGroups>();

        module.Handler<CreateBeneficiaryHandler>();
        module.Handler<ListBeneficiariesHandler>();
        module.Handler<GetBeneficiaryHandler>();
        module.Handler<GetContactHandler>();
        module.Handler<FindByPhoneHandler>();
        module.Handler<CountProjectBeneficiariesHandler>();

        module.Handler<ImportBeneficiariesHandler>();
        module.Handler<ListImportsHandler>();
        module.Handler<GetImportHandler>();
        module.Handler<ListRejectionsHandler>();
        module.Handler<ExportRejectionsHandler>();
        module.Job<ImportBeneficiariesJobHandler>();

        module.Handler<CreateGroupHandler>();
        module.Handler<ListGroupsHandler>();
        module.Handler<GetGroupHandler>();
        module.Handler<AssignGroupToProjectHandler>();
        module.Handler<GetGroupMembersHandler>();
    }
}
