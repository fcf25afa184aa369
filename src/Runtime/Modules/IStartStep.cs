namespace Rahat.Runtime.Modules;

/// <summary>
/// What a module does at every start, after the migrations and before anything is served, for instance create what a
/// new installation cannot be without. Several processes may do it at once and it must then have one effect.
/// </summary>
public interface IStartStep
{
    /// <summary>Does the work. What it saves is committed when it returns, or run again after a lost race.</summary>
    /// <param name="cancellationToken">Fires when the start is given up.</param>
    Task Run(CancellationToken cancellationToken);
}
