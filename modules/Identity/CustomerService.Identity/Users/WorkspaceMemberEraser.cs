using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.Users;

/// <summary>"Find my workspace" no longer leads to one that is gone.</summary>
internal sealed class WorkspaceMemberEraser(CustomerServiceDbContext db) : ITenantEraser
{
    public async Task<Erased> EraseSomeAsync(CancellationToken cancellationToken = default) =>
        new(
            "IdentityWorkspaceMembers",
            await db.Set<WorkspaceMember>().Where(m => m.WorkspaceId == db.TenantKey).ExecuteDeleteAsync(cancellationToken)
        );
}
