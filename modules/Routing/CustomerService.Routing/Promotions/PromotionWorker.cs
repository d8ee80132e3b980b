using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Promotions;

/// <summary>Looks at everybody's figures once a day.</summary>
internal sealed class PromotionWorker(TenantIterator tenants) : IBackgroundWorker
{
    public string Name => "routing.promotions";

    public TimeSpan Period => TimeSpan.FromDays(1);

    public Task ExecuteAsync(CancellationToken cancellationToken) =>
        tenants.RunAsync(provider => provider.GetRequiredService<PromotionManager>().ProposeAsync(cancellationToken), cancellationToken);
}
