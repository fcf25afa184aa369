namespace Rahat.Communications;

public sealed class CommunicationsModule : RahatModule
{
    public override string Name => "communications";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }

    public override void AddServices(ModuleServices module)
    {
    }
}
