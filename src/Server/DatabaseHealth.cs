using Microsoft.Extensions.Diagnostics.HealthChecks;

using Rahat.Runtime.Data;

namespace Rahat.Server;

/// <summary>Ready means that the database answers.</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default) =>
        await database.Answers(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}
