namespace Rahat.Vendors.Data;

internal sealed class VendorsDb(DbContextOptions<VendorsDb> options, ModuleWork work) : ModuleDb(options, work)
{
    public override string Module => "vendors";

    public DbSet<Vendor> Vendors => Set<Vendor>();

    public DbSet<ProjectVendor> ProjectVendors => Set<ProjectVendor>();

    public async Task<Vendor> Find(Guid id, CancellationToken cancellationToken) =>
        await Vendors.SingleOrDefaultAsync(vendor => vendor.Id == id, cancellationToken)
        ?? throw new Refusal(RefusalKind.NotFound, "vendor.not_found", $"Vendor not found with id: {id}");

    public async Task<IReadOnlyList<Guid>> ProjectsOf(Guid vendorId, CancellationToken cancellationToken) =>
        await ProjectVendors.Where(row => row.VendorId == vendorId)
            .OrderBy(row => row.ProjectId)
            .Select(row => row.ProjectId)
            .ToListAsync(cancellationToken);

    protected override void Map(ModelBuilder model)
    {
        model.ApplyConfiguration(new VendorTable());
        model.ApplyConfiguration(new ProjectVendorTable());
    }
}
