using Rahat.Runtime.Errors;

namespace Rahat.Runtime.Modules;

/// <summary>
/// What one process of the platform does, as <c>Run</c> says: <c>*</c> is everything; otherwise a list of <c>edge</c>
/// (the routes of all modules, no database), <c>jobs</c> (the jobs of all modules) and names of modules (their
/// requests, reactions and jobs).
/// </summary>
public sealed class Roles
{
    private const string All = "*";
    private const string EdgeRole = "edge";
    private const string JobsRole = "jobs";

    private readonly HashSet<string> _modules;

    private Roles(bool isWhole, bool edge, bool jobs, HashSet<string> modules)
    {
        (IsWhole, Edge, Jobs, _modules) = (isWhole, edge, jobs, modules);
    }

    /// <summary>Whether this process is the whole platform and needs no other beside it.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether the HTTP routes are open here.</summary>
    public bool Edge { get; }

    /// <summary>Whether the jobs of all modules are worked off here.</summary>
    public bool Jobs { get; }

    /// <summary>Whether anything here needs a database.</summary>
    public bool NeedDatabase => Jobs || _modules.Count > 0;

    /// <summary>Whether the requests of a module are answered here.</summary>
    /// <param name="module">Its name.</param>
    public bool Serve(string module) => _modules.Contains(module);

    /// <summary>Whether the jobs of a module are worked off here.</summary>
    /// <param name="module">Its name.</param>
    public bool WorkFor(string module) => Jobs || Serve(module);

    /// <summary>Reads the roles; a word that is none stops the start.</summary>
    /// <param name="run">As <c>Run</c> gives it.</param>
    /// <param name="modules">Names of the modules that this program has.</param>
    public static Roles Parse(string run, IReadOnlyCollection<string> modules)
    {
        var words = run.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] known = [All, EdgeRole, JobsRole, .. modules];
        if (words.FirstOrDefault(word => !known.Contains(word)) is { } unknown)
        {
            throw new StartRefusedException(
                $"Run={run} names {unknown}, a role this program does not know; it knows {string.Join(", ", known)}.");
        }
        if (words.Length == 0)
            throw new StartRefusedException("Run names no role; Run=* is everything.");
        return words.Contains(All)
            ? new Roles(true, true, true, [.. modules])
            : new Roles(false, words.Contains(EdgeRole), words.Contains(JobsRole), [.. words.Intersect(modules)]);
    }
}
