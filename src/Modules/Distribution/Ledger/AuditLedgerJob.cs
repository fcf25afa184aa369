using Microsoft.Extensions.Logging;

namespace Rahat.Distribution.Ledger;

[JobName("CONTRACT", "audit_ledger")]
internal sealed record AuditLedgerJob;

/// <summary>Hourly: works the books out again; a breach makes the job dead and the log loud.</summary>
internal sealed class AuditLedgerJobHandler(LedgerAudit audit, ILogger<AuditLedgerJobHandler> logger)
    : IJobHandler<AuditLedgerJob>
{
    public const string Cron = "23 * * * *";

    public async Task Run(AuditLedgerJob job, JobContext context, CancellationToken cancellationToken)
    {
        var result = await audit.Run(projectId: null, cancellationToken);
        if (result.Hold)
            return;
        var broken = string.Join(", ", result.Checks.Where(check => !check.Holds).Select(check => check.Name));
        logger.LogCritical("The books do not add up: {Broken}", broken);
        throw new Refusal(RefusalKind.Conflict, "ledger.broken", $"The books do not add up: {broken}.");
    }
}
