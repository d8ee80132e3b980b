using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Billing.Subscriptions;

/// <summary>Once an hour: mails and ends that the clock brings, for the companies for whom something is due.</summary>
internal sealed class AccountReminders(SweptTenants swept, TenantIterator iterator, TimeProvider time) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "billing.reminders";

    public override string CronExpression => "12 * * * *";

    public override async Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await iterator.RunAsync(
            await swept.FindAsync<BillingAccount>(accounts => accounts.Where(a => a.RemindAt <= now), cancellationToken),
            provider => provider.GetRequiredService<AccountManager>().RemindAsync(cancellationToken),
            cancellationToken
        );
    }
}
