using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Framework.EntityFrameworkCore.Outgoing;

/// <summary>
/// Hands over once more what is due: its job was lost with a node, between the commit and the job, or is in no backup. Where
/// nothing was lost, a job too many finds nothing to do.
/// </summary>
public abstract class OutgoingSweep<TRow, TArgs>(OutgoingQueue<TRow> queue, ICurrentTenant tenant, IBackgroundJobManager jobs)
    : HangfireBackgroundWorkerBase
    where TRow : OutgoingRow
    where TArgs : class, new()
{
    public override string CronExpression => "* * * * *";

    public override async Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        foreach (var id in await queue.GetDueTenantsAsync(cancellationToken))
        {
            using var change = tenant.Change(id);
            await jobs.EnqueueAsync(new TArgs());
        }
    }
}
