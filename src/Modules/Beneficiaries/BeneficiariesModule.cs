namespace Rahat.Beneficiaries;

public sealed class BeneficiariesModule : RahatModule
{
    public override string Name => "beneficiaries";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }

    public override void AddServices(ModuleServices module)
    {
    }
}
