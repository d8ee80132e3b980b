using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Notifications.Verification;

/// <summary>Forgets imitations that are over.</summary>
internal sealed class FakeLookupCleanup(TenantIterator tenants, TimeProvider time) : IBackgroundWorker
{
    public string Name => "verification.cleanup";

    public TimeSpan Period => TimeSpan.FromHours(24);

    public Task ExecuteAsync(CancellationToken cancellationToken)
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
