using System.Text.Json;

using Rahat.Contracts.Beneficiaries;
using Rahat.Contracts.Distribution;
using Rahat.Contracts.Projects;
using Rahat.Contracts.Vendors;

namespace Rahat.Projects;

internal static class GetProjectStatisticsEndpoint
{
    public static Task<IReadOnlyList<Statistic>> Get(Guid uuid, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new GetProjectStatistics(uuid), cancellationToken);
}

internal sealed class GetProjectStatisticsHandler(ProjectsDb db, IBus bus)
    : IRequestHandler<GetProjectStatistics, IReadOnlyList<Statistic>>
{
    public async Task<IReadOnlyList<Statistic>> Handle(
        GetProjectStatistics request,
        CancellationToken cancellationToken)
    {
        var project = await db.Find(request.ProjectId, cancellationToken);
        var people = await bus.Request(new CountProjectBeneficiaries(project.Uuid), cancellationToken);
        var vendors = await bus.Request(new CountProjectVendors(project.Uuid), cancellationToken);
        var ledger = await bus.Request(new GetProjectLedger(project.Uuid), cancellationToken);
        return
        [
            Of("BENEFICIARY_TOTAL", new { count = people.Total }),
            Of("BENEFICIARY_GENDER", people.ByGender.Select(gender => new { id = gender.Key, count = gender.Value })),
            Of("BENEFICIARY_GROUP_TOTAL", new { count = people.Groups }),
            Of("VENDOR_TOTAL", new { count = vendors.Total }),
            Of("TOKENS", ledger.Tokens),
        ];
    }

    private static Statistic Of(string name, object data) =>
        new(name, JsonSerializer.SerializeToElement(data, WireJson.Options));
}
