namespace Rahat.Projects.Data;

internal sealed class ProjectsDb(DbContextOptions<ProjectsDb> options, ModuleWork work) : ModuleDb(options, work)
{
    public override string Module => "projects";

    public DbSet<Project> Projects => Set<Project>();

    public async Task<Project> Find(Guid uuid, CancellationToken cancellationToken) =>
        await Projects.SingleOrDefaultAsync(project => project.Uuid == uuid, cancellationToken)
        ?? throw Refusal.NotFound("project");

    protected override void Map(ModelBuilder model) => model.ApplyConfiguration(new ProjectTable());
}
