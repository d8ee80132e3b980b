using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Idempotency;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;

/// <summary>Forgets inbox rows whose messages are long gone from the outbox, and answers that nobody may ask for again.</summary>
internal sealed class InboxCleanup(TenantIterator tenants, TimeProvider time) : HangfireBackgroundWorkerBase
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    public override string RecurringJobId => "inbox.cleanup";

    public override string CronExpression => "7 */6 * * *";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (handled, answers) = (now - Keep, now - IdempotencyRecord.Lifetime);
        return tenants.RunAsync(
            async provider =>
            {
                var db = provider.GetRequiredService<CustomerServiceDbContext>();
                await db.Set<InboxMessage>().Where(i => i.Time < handled).ExecuteDeleteAsync(cancellationToken);
                await db.Set<IdempotencyRecord>().Where(r => r.CreatedAt < answers).ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken
        );
    }
}
