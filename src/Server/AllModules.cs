using Rahat.Beneficiaries;
using Rahat.Communications;
using Rahat.Cva;
using Rahat.Distribution;
using Rahat.Identity;
using Rahat.Operations;
using Rahat.Projects;
using Rahat.Runtime.Modules;
using Rahat.Vendors;

namespace Rahat.Server;

/// <summary>
/// The modules and project types of the platform. Nothing is scanned: what is not listed does not exist.
/// </summary>
internal static class AllModules
{
    public static IReadOnlyList<RahatModule> List =>
    [
        new IdentityModule(),
        new BeneficiariesModule(),
        new ProjectsModule(),
        new VendorsModule(),
        new DistributionModule(),
        new CommunicationsModule(),
        new OperationsModule(),
        new CvaModule(),
    ];
}
