using System.Reflection;

using Rahat.Contracts;
using Rahat.Runtime.Errors;

namespace Rahat.Runtime.Security;

/// <summary>
/// What a contract says about who may ask it. Doors check it before they read the body, the dispatcher checks it again,
/// so that no way in can forget it.
/// </summary>
/// <param name="Permit">The ability needed; null when none is.</param>
/// <param name="ForModulesOnly">Whether no door may let it in.</param>
public sealed record EntryRule(PermitAttribute? Permit, bool ForModulesOnly)
{
    /// <summary>
    /// The rule a contract carries as an attribute; a contract without one is a mistake that stops the start.
    /// </summary>
    /// <param name="contract">A request contract.</param>
    public static EntryRule Of(Type contract)
    {
        var permit = contract.GetCustomAttribute<PermitAttribute>();
        var anonymous = contract.IsDefined(typeof(AnonymousAttribute));
        var modulesOnly = contract.IsDefined(typeof(ModulesOnlyAttribute));
        if ((permit is null ? 0 : 1) + (anonymous ? 1 : 0) + (modulesOnly ? 1 : 0) != 1)
        {
            throw new InvalidOperationException(
                $"{contract.Name} must say one of [Permit], [Anonymous], [ModulesOnly].");
        }
        return new EntryRule(permit, modulesOnly);
    }

    /// <summary>Refuses a caller who comes through a door and may not ask this.</summary>
    /// <param name="caller">Who asks.</param>
    public void Check(Caller caller)
    {
        if (ForModulesOnly)
            throw new Refusal(RefusalKind.Forbidden, "message.modules_only", "Forbidden resource");
        if (Permit is null)
            return;
        if (caller.UserId is null && caller.System is null)
            throw new Refusal(RefusalKind.Unauthenticated, "caller.unauthenticated", "Unauthorized");
        if (!caller.May(Permit.Action, Permit.Subject))
            throw new Refusal(RefusalKind.Forbidden, "caller.forbidden", "Forbidden resource");
    }
}
