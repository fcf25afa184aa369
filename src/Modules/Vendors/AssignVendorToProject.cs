using Rahat.Contracts.Projects;
using Rahat.Contracts.Vendors;
using Rahat.Runtime.Security;

namespace Rahat.Vendors;

internal static class AssignVendorToProjectEndpoint
{
    public static Task<VendorDetails> Post(
        Guid vendorId,
        AssignVendorToProject request,
        IBus bus,
        CancellationToken cancellationToken) => bus.Request(request with { VendorId = vendorId }, cancellationToken);
}

internal sealed class AssignVendorToProjectHandler(VendorsDb db, IBus bus, PiiVault vault)
    : IRequestHandler<AssignVendorToProject, VendorDetails>
{
    public async Task<VendorDetails> Handle(AssignVendorToProject request, CancellationToken cancellationToken)
    {
        var vendor = await db.Find(request.VendorId, cancellationToken);
        var project = await bus.Request(new GetProjectTerms(request.ProjectId), cancellationToken);
        if (project.Status == ProjectStatus.Closed)
            throw new Refusal(RefusalKind.Conflict, "project.closed", "The project is closed.");
        var projects = await db.ProjectsOf(vendor.Id, cancellationToken);
        if (projects.Contains(project.ProjectId))
            return vendor.ToDetails(projects, vault);

        db.Add(new ProjectVendor { ProjectId = project.ProjectId, VendorId = vendor.Id, AssignedAt = db.Now });
        db.Publish(new VendorAssignedToProject(vendor.Id, project.ProjectId));
        await db.SaveChangesAsync(cancellationToken);
        return vendor.ToDetails([.. projects, project.ProjectId], vault);
    }
}
