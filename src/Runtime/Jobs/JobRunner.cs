using System.Collections.Concurrent;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Rahat.Runtime.Data;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Modules;
using Rahat.Runtime.Observability;
using Rahat.Runtime.Security;

namespace Rahat.Runtime.Jobs;

/// <summary>How jobs are worked off.</summary>
public sealed class JobOptions
{
    /// <summary>How long a worker may be silent before its job is given to another.</summary>
    public int LeaseSeconds { get; set; } = 30;

    /// <summary>How many jobs of one module run at once in a process.</summary>
    public int Concurrency { get; set; } = 4;
}

/// <summary>
/// Works off the jobs of one module: claims what is due, runs each in a scope of its own, keeps the leases.
/// </summary>
internal sealed class JobRunner(
    ModuleParts module,
    IServiceScopeFactory scopes,
    Bell bell,
    JobOptions options,
    TimeProvider clock,
    ILogger<JobRunner> logger) : BackgroundService
{
    private const int MaxErrorLength = 2_000;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HandBackTimeout = TimeSpan.FromSeconds(5);

    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";
    private readonly Dictionary<string, JobEntry> _entries = module.Jobs.ToDictionary(entry => entry.Name);
    private readonly ConcurrentDictionary<JobRow, Task> _running = [];

    private TimeSpan Lease => TimeSpan.FromSeconds(options.LeaseSeconds);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReturnLeasesOfTheDead(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listener = bell.Listen(clock, (module.Name, Bell.Jobs));
        var renewal = KeepLeases(stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
                await StartOrWait(listener, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutting down.
        }
        finally
        {
            await Task.WhenAll(_running.Values);
            await renewal;
            await HandBack();
        }
    }

    private async Task StartOrWait(Bell.Listener listener, CancellationToken cancellationToken)
    {
        try
        {
            if (!await StartDue(cancellationToken))
                await listener.Wait(Poll, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError("Claiming jobs of {Module} failed: {Fault}", module.Name, LogSafe.Describe(fault));
            await Task.Delay(Poll, clock, cancellationToken);
        }
    }

    /// <summary>
    /// A SQLite file belongs to one process, so whoever held a lease before this one started is gone and need not be
    /// waited for.
    /// </summary>
    private async Task ReturnLeasesOfTheDead(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = Db(scope);
        if (db.Engine == DatabaseEngine.Sqlite)
            await JobQueue.ReturnAll(db, cancellationToken);
    }

    /// <summary>Starts what is due and fits; true when there may be more to start at once.</summary>
    private async Task<bool> StartDue(CancellationToken cancellationToken)
    {
        if (options.Concurrency <= 0)
            return false;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<MessageContext>().Enter(
            new Sender(module.Name, IsDoor: false),
            Caller.OfSystem(module.Name),
            Guid.CreateVersion7(clock.GetUtcNow()).ToString());
        var db = Db(scope);
        if (await JobQueue.ReturnExpired(db, [.. _running.Keys], cancellationToken) is > 0 and var stuck)
            logger.LogWarning("{Stuck} jobs of {Module} were stuck and have been given back", stuck, module.Name);
        await Schedules.EnqueueDue(db, module, cancellationToken);
        var free = options.Concurrency - _running.Count;
        if (free <= 0 || !await JobQueue.AnyDue(db, cancellationToken))
            return false;
        var jobs = await JobQueue.Claim(db, _owner, Lease, free, cancellationToken);
        foreach (var job in jobs)
        {
            // Registered before it may end, so that its end finds the registration.
            var start = new TaskCompletionSource();
            _running[job] = RunWhenRegistered(start.Task, job, cancellationToken);
            start.SetResult();
        }
        return jobs.Count == free && jobs.Count < options.Concurrency;
    }

    private async Task RunWhenRegistered(Task registered, JobRow job, CancellationToken cancellationToken)
    {
        await registered.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await Run(job, cancellationToken);
        }
        finally
        {
            _running.TryRemove(job, out _);
            bell.Ring(module.Name, Bell.Jobs);
        }
    }

    private async Task Run(JobRow job, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<MessageContext>()
                .Enter(new Sender(module.Name, IsDoor: false), Caller.OfSystem(module.Name), job.CorrelationId);
            if (!_entries.TryGetValue(job.Name, out var entry))
                throw new Refusal(RefusalKind.NotFound, "job.unknown", "This program has no such job.");
            var context = new JobContext(Db(scope), job);
            await entry.Run(scope.ServiceProvider, job.Payload, context, cancellationToken);
            await context.Complete(cancellationToken);
            logger.LogInformation("Job {Name} {JobId} completed at attempt {Attempt}", job.Name, job.Id, job.Attempts);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Shutting down: the lease is handed back, and the next worker goes on from the last checkpoint.
        }
        catch (LeaseLostException)
        {
            logger.LogWarning("Job {Name} {JobId} was taken over by another worker", job.Name, job.Id);
        }
        catch (Exception fault)
        {
            await Fail(job, fault, cancellationToken);
        }
    }

    private async Task Fail(JobRow job, Exception fault, CancellationToken cancellationToken)
    {
        var final = fault is Refusal { IsFinal: true };
        var error = fault is Refusal refusal ? $"{refusal.Code}: {refusal.Message}" : LogSafe.Describe(fault);
        logger.LogWarning(
            "Job {Name} {JobId} failed at attempt {Attempt} of {MaxAttempts}: {Fault}",
            job.Name, job.Id, job.Attempts, job.MaxAttempts, LogSafe.Describe(fault));
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var text = error.Length > MaxErrorLength ? error[..MaxErrorLength] : error;
            await JobQueue.Fail(Db(scope), job, text, final, cancellationToken);
        }
        catch (Exception second)
        {
            // The lease will expire and give the job back.
            logger.LogError("Recording the failure of job {JobId} failed: {Fault}", job.Id, LogSafe.Describe(second));
        }
    }

    private async Task KeepLeases(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Lease / 3, clock, cancellationToken);
                if (_running.IsEmpty)
                    continue;
                await using var scope = scopes.CreateAsyncScope();
                await JobQueue.Renew(Db(scope), [.. _running.Keys], Lease, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError("Renewing leases of {Module} failed: {Fault}", module.Name, LogSafe.Describe(fault));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task HandBack()
    {
        using var time = new CancellationTokenSource(HandBackTimeout, clock);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await JobQueue.HandBack(Db(scope), _owner, time.Token);
        }
        catch (Exception fault)
        {
            logger.LogWarning(
                "Handing back leases of {Module} failed, they will expire: {Fault}",
                module.Name, LogSafe.Describe(fault));
        }
    }

    private ModuleDb Db(AsyncServiceScope scope) =>
        (ModuleDb)scope.ServiceProvider.GetRequiredService(module.DatabaseType!);
}
