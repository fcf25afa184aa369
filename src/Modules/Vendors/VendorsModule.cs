using Microsoft.AspNetCore.Builder;

using Rahat.Contracts.Vendors;

namespace Rahat.Vendors;

/// <summary>
/// The shops that take redemptions. Owns the vendor registry and the assignment of vendors to projects. Promises that
/// two vendors never share an e-mail address or a phone number.
/// </summary>
public sealed class VendorsModule : RahatModule
{
    public override string Name => "vendors";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/vendors", RegisterVendorEndpoint.Post).Asks<RegisterVendor>();
        routes.MapGet("/vendors", ListVendorsEndpoint.Get).Asks<ListVendors>();
        routes.MapGet("/vendors/{vendorId:guid}", GetVendorEndpoint.Get).Asks<GetVendor>();
        routes.MapPost("/vendors/{vendorId:guid}/projects", AssignVendorToProjectEndpoint.Post)
            .Asks<AssignVendorToProject>();
    }

    public override void AddServices(ModuleServices module)
    {
        module.Database<VendorsDb>();

        module.Handler<RegisterVendorHandler>();
        module.Handler<ListVendorsHandler>();
        module.Handler<GetVendorHandler>();
        module.Handler<AssignVendorToProjectHandler>();
        module.Handler<GetVendorLoginHandler>();
        module.Handler<GetVendorTermsHandler>();
        module.Handler<CountProjectVendorsHandler>();
    }
}
