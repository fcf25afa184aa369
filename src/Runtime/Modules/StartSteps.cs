using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Rahat.Runtime.Data;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Observability;
using Rahat.Runtime.Security;

namespace Rahat.Runtime.Modules;

/// <summary>Runs the modules' start steps, each in a scope and a transaction of its own.</summary>
internal sealed class StartSteps(
    ModuleTable modules,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<StartSteps> logger)
{
    private const int MaxRuns = 5;

    public async Task Run(CancellationToken cancellationToken)
    {
        foreach (var module in modules.Modules.Where(module => module.IsServed))
        {
            foreach (var step in module.StartSteps)
                await RunUntilDone(module, step, cancellationToken);
        }
    }

    /// <summary>A step that another process was faster with finds on its next run that it is done.</summary>
    private async Task RunUntilDone(ModuleParts module, Type step, CancellationToken cancellationToken)
    {
        for (var run = 1; ; run++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<MessageContext>().Enter(
                    new Sender(module.Name, IsDoor: false),
                    Caller.OfSystem(module.Name),
                    Guid.CreateVersion7(clock.GetUtcNow()).ToString());
                await ((IStartStep)scope.ServiceProvider.GetRequiredService(step)).Run(cancellationToken);
                if (module.DatabaseType is { } database)
                    await ((ModuleDb)scope.ServiceProvider.GetRequiredService(database)).CommitWork(cancellationToken);
                return;
            }
            catch (Exception fault) when (run < MaxRuns && LostRace.Is(fault))
            {
                logger.LogInformation("{Step} is run again: {Fault}", step.Name, LogSafe.Describe(fault));
            }
        }
    }
}
