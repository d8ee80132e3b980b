using CustomerService.Framework.Events;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;

namespace CustomerService.Billing.Subscriptions;

/// <summary>Seats follow the number of agents.</summary>
internal sealed class StaffChangedEventHandler(AccountManager accounts, ICurrentTenant tenant) : IDistributedEventHandler<StaffChangedEto>
{
    public async Task HandleEventAsync(StaffChangedEto eto, CancellationToken cancellationToken)
    {
        // Operators are staff of no company.
        if (tenant.Id is not null)
        {
            await accounts.FollowSeatsAsync(cancellationToken);
        }
    }
}
