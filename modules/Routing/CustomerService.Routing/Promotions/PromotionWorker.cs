using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Promotions;

/// <summary>Looks at everybody's figures once a day.</summary>
internal sealed class PromotionWorker(ITenantStore tenantStore, TenantScope tenants) : IBackgroundWorker
{
    public string Name => "routing.promotions";

    public TimeSpan Period => TimeSpan.FromDays(1);

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in await tenantStore.GetActiveAsync(cancellationToken))
        {
            await tenants.RunAsync(tenant.Id, provider => provider.GetRequiredService<PromotionManager>().ProposeAsync(cancellationToken), cancellationToken);
        }
    }
}
