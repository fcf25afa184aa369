using Rahat.Contracts.Projects;

namespace Rahat.Cva;

/// <summary>
/// Cash and Voucher Assistance: people receive purchasing power and spend it at local vendors. Owns nothing but its
/// manifest; the work is done by the capabilities it composes.
/// </summary>
public sealed class CvaModule : RahatModule
{
    public override string Name => "cva";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }

    public override void AddServices(ModuleServices module) => module.Services.AddSingleton(new ProjectType(
        "cva",
        ["CASH_AND_VOUCHER_ASSISTANCE", "cash-and-voucher-assistance"],
        [Capability.Treasury, Capability.Reservation, Capability.Disbursement, Capability.Redemption]));
}
