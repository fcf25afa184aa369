namespace Rahat.Identity;

public sealed class IdentityModule : RahatModule
{
    public override string Name => "identity";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }

    public override void AddServices(ModuleServices module)
    {
    }
}
