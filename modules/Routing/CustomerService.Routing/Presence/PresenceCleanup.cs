using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Presence;

/// <summary>Forgets who was there more than thirteen months ago.</summary>
internal sealed class PresenceCleanup(TenantIterator tenants, TimeProvider time) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "presence.cleanup";

    public override string CronExpression => "45 2 * * *";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        var before = time.GetUtcNow().UtcDateTime - PresenceInterval.Lifetime;
        return tenants.RunAsync(
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<PresenceInterval>()
                    .Where(p => p.To < before)
                    .ExecuteDeleteAsync(cancellationToken),
            cancellationToken
        );
    }
}
