using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Cleanup;

/// <summary>Throws away what nobody will ask for again. Each step may be repeated or cut short at any place.</summary>
internal sealed class TicketCleanup(TenantIterator tenants) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "tickets.cleanup";

    public override string CronExpression => "17 * * * *";

    public override async Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        await tenants.RunAsync(
            provider => provider.GetRequiredService<ExpiredUploadCleaner>().RemoveRowsAsync(cancellationToken),
            cancellationToken
        );

        // After those commits: a file goes only when no row, not even one that is being taken back, names it.
        await tenants.RunAsync(
            provider => provider.GetRequiredService<ExpiredUploadCleaner>().RemoveFilesAsync(cancellationToken),
            cancellationToken
        );
    }
}
