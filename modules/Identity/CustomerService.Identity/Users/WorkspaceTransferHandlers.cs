using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Identity.SignIn;
using CustomerService.Tenants.Transfer;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.Users;

/// <summary>Whoever asked for everything hears that it is ready.</summary>
internal sealed class WorkspaceExportedHandler(CustomerServiceDbContext db, IdentityMails mails)
    : IDistributedEventHandler<WorkspaceExportedEto>
{
    public async Task HandleEventAsync(WorkspaceExportedEto eto, CancellationToken cancellationToken)
    {
        if (await db.Set<User>().FirstOrDefaultAsync(u => u.Id == eto.UserId, cancellationToken) is { } user)
        {
            await mails.SendExportAsync(user, "/admin/data", cancellationToken);
        }
    }
}

/// <summary>The colleagues of a workspace that came from elsewhere find it by "find my workspace".</summary>
internal sealed class WorkspaceImportedHandler(CustomerServiceDbContext db, StaffManager staff)
    : IDistributedEventHandler<WorkspaceImportedEto>
{
    public async Task HandleEventAsync(WorkspaceImportedEto eto, CancellationToken cancellationToken)
    {
        foreach (var user in await db.Set<User>().Where(u => u.IsStaff).ToListAsync(cancellationToken))
        {
            await staff.RememberWorkspaceAsync(user, cancellationToken);
        }
    }
}
