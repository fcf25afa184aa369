namespace Rahat.Distribution;

public sealed class DistributionModule : RahatModule
{
    public override string Name => "distribution";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }

    public override void AddServices(ModuleServices module)
    {
    }
}
