using System.Reflection;

namespace Rahat.Runtime.Jobs;

/// <summary>Works off one kind of job. A job may run twice and must then have one effect.</summary>
/// <typeparam name="TJob">The payload: ids and numbers, never anything personal.</typeparam>
public interface IJobHandler<in TJob>
{
    /// <summary>
    /// Does the work. What it saves is committed together with the job's completion, or at its checkpoints.
    /// </summary>
    /// <param name="job">The payload.</param>
    /// <param name="context">Progress and checkpoints.</param>
    /// <param name="cancellationToken">Fires at shutdown. A lost lease shows at the next checkpoint.</param>
    Task Run(TJob job, JobContext context, CancellationToken cancellationToken);
}

/// <summary>
/// The queue and name of a job, as operators see them; written down, since rows outlive a renamed class.
/// </summary>
/// <param name="queue">Upper case, for instance <c>RAHAT_BENEFICIARY</c>.</param>
/// <param name="name">Lower case, for instance <c>import_beneficiaries</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class JobNameAttribute(string queue, string name) : Attribute
{
    /// <summary>The queue it waits in.</summary>
    public string Queue { get; } = queue;

    /// <summary>What is to be done.</summary>
    public string Name { get; } = name;

    /// <summary>How often it is tried before it is dead; 3 unless said.</summary>
    public int MaxAttempts { get; init; } = 3;

    internal static JobNameAttribute For(Type job) =>
        job.GetCustomAttribute<JobNameAttribute>()
            ?? throw new InvalidOperationException($"{job.Name} has no [JobName].");

    internal static string Of(Type job) => For(job).Name;
}
