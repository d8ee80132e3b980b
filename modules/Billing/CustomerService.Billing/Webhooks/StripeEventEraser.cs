using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Billing.Webhooks;

/// <summary>What Stripe told of a company that is gone.</summary>
internal sealed class StripeEventEraser(CustomerServiceDbContext db) : ITenantEraser
{
    public async Task<Erased> EraseSomeAsync(CancellationToken cancellationToken = default) =>
        new(
            "BillingStripeEvents",
            await db.Set<StripeEvent>().Where(e => e.MatchedTenantId == db.TenantKey).ExecuteDeleteAsync(cancellationToken)
        );
}
