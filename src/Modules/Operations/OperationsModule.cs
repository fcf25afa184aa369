namespace Rahat.Operations;

/// <summary>
/// What operators of the platform look at and act on. Owns nothing of its own yet: the queues and the event logs it
/// shows are asked of the modules that own them. Promises that an operator sees ids and states, never a person.
/// </summary>
public sealed class OperationsModule : RahatModule
{
    public override string Name => "operations";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }

    public override void AddServices(ModuleServices module)
    {
    }
}
