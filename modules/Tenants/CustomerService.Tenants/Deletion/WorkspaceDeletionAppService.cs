using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Framework.Users;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tenants.Deletion;

[Authorize(TenantsPermissions.Data)]
internal sealed class WorkspaceDeletionAppService(
    CustomerServiceDbContext db,
    ICurrentUser user,
    IDeletionCodes codes,
    IUnitOfWorkManager unitOfWorkManager,
    IDistributedEventBus events,
    TimeProvider time
) : IWorkspaceDeletionAppService
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [Authorize(TenantsPermissions.Data)]
    public async Task<WorkspaceDeletionDto?> FindAsync(CancellationToken cancellationToken = default) =>
        await OpenOneAsync(cancellationToken) is { } deletion
            ? new(deletion.AskedByName, deletion.AskedAt, deletion.AskedById == user.Id, deletion.DueAt)
            : null;

    [Authorize(TenantsPermissions.Data)]
    public async Task AskAsync(CancellationToken cancellationToken = default)
    {
        await unitOfWorkManager.Current!.LockAsync("deletion", cancellationToken);
        if (await OpenOneAsync(cancellationToken) is not null)
        {
            throw BusinessException.Conflict(TenantsErrorCodes.DeletionAsked);
        }

        var tenant = await db.Set<Tenant>().SingleAsync(t => t.Id == db.TenantKey, cancellationToken);
        var deletion = new TenantDeletion(tenant.Id, tenant.Slug, tenant.Name, user.Id!.Value, user.Name ?? "", Now);
        db.Add(deletion);
        await codes.SendAsync(user.Id.Value, deletion.MakeCode(), cancellationToken);
    }

    [Authorize(TenantsPermissions.Data)]
    public async Task ConfirmAsync(ConfirmDeletionInput input, CancellationToken cancellationToken = default)
    {
        var deletion = await OpenOneAsync(cancellationToken) ?? throw BusinessException.NotFound(TenantsErrorCodes.DeletionNotAsked);
        if (!deletion.TryConfirm(user.Id!.Value, user.Name ?? "", input.Code, Now))
        {
            // The try counts, although the call ends with a refusal.
            await unitOfWorkManager.Current!.CompleteAsync(cancellationToken);
            throw new BusinessException(TenantsErrorCodes.DeletionCode);
        }

        await events.PublishAsync(new WorkspaceDeletionEto(deletion.DueAt, user.Name ?? ""));
    }

    [Authorize(TenantsPermissions.Data)]
    public async Task CancelAsync(CancellationToken cancellationToken = default)
    {
        var deletion = await OpenOneAsync(cancellationToken) ?? throw BusinessException.NotFound(TenantsErrorCodes.DeletionNotAsked);
        deletion.Cancel(Now);
        if (deletion.ConfirmedAt is not null)
        {
            await events.PublishAsync(new WorkspaceDeletionEto(null, user.Name ?? ""));
        }
    }

    private async Task<TenantDeletion?> OpenOneAsync(CancellationToken cancellationToken)
    {
        var latest = await db.Set<TenantDeletion>()
            .Where(d => d.WorkspaceId == db.TenantKey && d.CancelledAt == null && d.FinishedAt == null)
            .OrderByDescending(d => d.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return latest?.IsOpen(Now) == true ? latest : null;
    }
}
