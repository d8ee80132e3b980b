using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.Events;
using CustomerService.Tenants.Tenants;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Notifications.Mail;

/// <summary>What waited for the workspace to be verified goes out.</summary>
internal sealed class TenantVerifiedEventHandler(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    OutgoingQueue<OutgoingMail> queue,
    TimeProvider time
) : IDistributedEventHandler<TenantVerifiedEto>
{
    public async Task HandleEventAsync(TenantVerifiedEto eto, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await db.Set<OutgoingMail>()
            .Where(m => m.IsHeld)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.IsHeld, false).SetProperty(x => x.NextAttempt, now), cancellationToken);
        unitOfWorkManager.Current!.OnCompleted(() => queue.HandOverAsync(new SendMailsArgs()));
    }
}
