using Rahat.Beneficiaries.Groups;
using Rahat.Beneficiaries.Imports;

namespace Rahat.Beneficiaries.Data;

internal sealed class BeneficiariesDb(
    DbContextOptions<BeneficiariesDb> options,
    ModuleWork work) : ModuleDb(options, work)
{
    public override string Module => "beneficiaries";

    public DbSet<Beneficiary> Beneficiaries => Set<Beneficiary>();

    public DbSet<BeneficiaryPii> Pii => Set<BeneficiaryPii>();

    public DbSet<ProjectBeneficiary> ProjectBeneficiaries => Set<ProjectBeneficiary>();

    public DbSet<Group> Groups => Set<Group>();

    public DbSet<GroupMembership> GroupMembers => Set<GroupMembership>();

    public DbSet<ProjectGroup> ProjectGroups => Set<ProjectGroup>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<ImportRow> ImportRows => Set<ImportRow>();

    public async Task<Import> FindImport(Guid id, CancellationToken cancellationToken) =>
        await Imports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == id, cancellationToken)
        ?? throw Refusal.NotFound("import");

    protected override void Map(ModelBuilder model)
    {
        model.ApplyConfiguration(new BeneficiaryTable());
        model.ApplyConfiguration(new BeneficiaryPiiTable());
        model.ApplyConfiguration(new ProjectBeneficiaryTable());
        model.ApplyConfiguration(new GroupTable());
        model.ApplyConfiguration(new GroupMembershipTable());
        model.ApplyConfiguration(new ProjectGroupTable());
        model.ApplyConfiguration(new ImportTable());
        model.ApplyConfiguration(new ImportRowTable());
    }
}
