using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Presence;

/// <summary>Forgets who was there more than thirteen months ago.</summary>
internal sealed class PresenceCleanup(TenantIterator tenants, TimeProvider time) : IBackgroundWorker
{
    public string Name => "presence.cleanup";

    public TimeSpan Period => TimeSpan.FromHours(24);

    public Task ExecuteAsync(CancellationToken cancellationToken)
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
