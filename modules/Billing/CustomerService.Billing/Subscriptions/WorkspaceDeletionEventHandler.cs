using CustomerService.Billing.Calls;
using CustomerService.Framework.Events;
using CustomerService.Tenants.Deletion;

namespace CustomerService.Billing.Subscriptions;

/// <summary>Who wants the workspace gone does not want to go on paying for it; who stays after all goes on.</summary>
internal sealed class WorkspaceDeletionEventHandler(AccountManager accounts, CallQueue calls)
    : IDistributedEventHandler<WorkspaceDeletionEto>
{
    public async Task HandleEventAsync(WorkspaceDeletionEto eto, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(cancellationToken) is { IsSubscribed: true })
        {
            calls.QueueEnd(ends: eto.DueAt is not null);
        }
    }
}
