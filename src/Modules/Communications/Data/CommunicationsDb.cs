namespace Rahat.Communications.Data;

internal sealed class CommunicationsDb(DbContextOptions<CommunicationsDb> options, ModuleWork work)
    : ModuleDb(options, work)
{
    public override string Module => "communications";

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<SandboxEntry> Sandbox => Set<SandboxEntry>();

    protected override void Map(ModelBuilder model)
    {
        model.ApplyConfiguration(new MessageTable());
        model.ApplyConfiguration(new SandboxEntryTable());
    }
}
