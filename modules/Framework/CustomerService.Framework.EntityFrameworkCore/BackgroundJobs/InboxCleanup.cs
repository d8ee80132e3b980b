using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;

/// <summary>Forgets inbox rows whose messages are long gone from the outbox.</summary>
internal sealed class InboxCleanup(ITenantStore tenantStore, TenantScope tenants, TimeProvider time) : IBackgroundWorker
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    public string Name => "inbox.cleanup";

    public TimeSpan Period => TimeSpan.FromHours(1);

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().UtcDateTime - Keep;
        foreach (var tenant in await tenantStore.GetActiveAsync(cancellationToken))
        {
            await tenants.RunAsync(tenant.Id, provider => provider.GetRequiredService<CustomerServiceDbContext>().Set<InboxMessage>()
                .Where(i => i.Time < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        }
    }
}
