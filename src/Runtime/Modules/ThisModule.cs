using Microsoft.Extensions.DependencyInjection;

using Rahat.Runtime.Data;
using Rahat.Runtime.Messaging;

namespace Rahat.Runtime.Modules;

/// <summary>
/// The module in whose name a scope works, for the runtime's own handlers and jobs, which every module has.
/// </summary>
internal sealed class ThisModule(MessageContext context, ModuleTable modules, IServiceProvider services)
{
    public ModuleParts Parts => modules.Modules.Single(one => one.Name == context.Sender.Name);

    public ModuleDb Db => (ModuleDb)services.GetRequiredService(Parts.DatabaseType!);
}
