using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Verification.Lookups;

/// <summary>Forgets imitations that are over.</summary>
internal sealed class FakeLookupCleanup(TenantIterator tenants, TimeProvider time) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "verification.cleanup";

    public override string CronExpression => "35 2 * * *";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        var before = time.GetUtcNow().UtcDateTime - FakeLookup.Lifetime;
        return tenants.RunAsync(
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<FakeLookup>()
                    .Where(f => f.LastAt < before)
                    .ExecuteDeleteAsync(cancellationToken),
            cancellationToken
        );
    }
}
