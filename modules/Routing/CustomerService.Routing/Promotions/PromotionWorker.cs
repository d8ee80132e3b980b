using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Promotions;

/// <summary>Looks at everybody's figures once a day.</summary>
internal sealed class PromotionWorker(TenantIterator tenants) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "routing.promotions";

    public override string CronExpression => "15 3 * * *";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default) =>
        tenants.RunAsync(provider => provider.GetRequiredService<PromotionManager>().ProposeAsync(cancellationToken), cancellationToken);
}
