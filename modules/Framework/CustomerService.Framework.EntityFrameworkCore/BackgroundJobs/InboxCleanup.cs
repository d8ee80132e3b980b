using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;

/// <summary>Forgets inbox rows whose messages are long gone from the outbox.</summary>
internal sealed class InboxCleanup(TenantIterator tenants, TimeProvider time) : IBackgroundWorker
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    public string Name => "inbox.cleanup";

    public TimeSpan Period => TimeSpan.FromHours(1);

    public Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().UtcDateTime - Keep;
        return tenants.RunAsync(
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<InboxMessage>()
                    .Where(i => i.Time < before)
                    .ExecuteDeleteAsync(cancellationToken),
            cancellationToken
        );
    }
}
