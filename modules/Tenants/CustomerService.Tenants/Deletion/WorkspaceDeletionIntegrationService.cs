using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Tenants.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Deletion;

internal sealed class WorkspaceDeletionIntegrationService(
    CustomerServiceDbContext db,
    IDistributedEventBus events,
    IOptions<TenancyOptions> options,
    TimeProvider time
) : IWorkspaceDeletionIntegrationService
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What people read in place of a person's name.</summary>
    private string Installation => options.Value.HostName;

    public async Task PlanAsync(CancellationToken cancellationToken = default)
    {
        if (await FindAsync(cancellationToken) is not null)
        {
            return;
        }

        var tenant = await db.Set<Tenant>().SingleAsync(t => t.Id == db.TenantKey, cancellationToken);
        var deletion = TenantDeletion.ByInstallation(tenant, Installation, Now);
        db.Add(deletion);
        await events.PublishAsync(new WorkspaceDeletionEto(deletion.DueAt, Installation));
    }

    public async Task CancelAsync(CancellationToken cancellationToken = default)
    {
        if (await FindAsync(cancellationToken) is { IsByInstallation: true, StartedAt: null } deletion)
        {
            deletion.Cancel(Now);
            await events.PublishAsync(new WorkspaceDeletionEto(null, Installation));
        }
    }

    private async Task<TenantDeletion?> FindAsync(CancellationToken cancellationToken) =>
        await db.Set<TenantDeletion>()
            .Where(d => d.WorkspaceId == db.TenantKey && d.ConfirmedAt != null && d.CancelledAt == null && d.FinishedAt == null)
            .FirstOrDefaultAsync(cancellationToken);
}
