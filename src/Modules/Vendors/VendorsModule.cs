namespace Rahat.Vendors;

public sealed class VendorsModule : RahatModule
{
    public override string Name => "vendors";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }

    public override void AddServices(ModuleServices module)
    {
    }
}
