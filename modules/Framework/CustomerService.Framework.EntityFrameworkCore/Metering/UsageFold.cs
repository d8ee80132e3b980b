using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.Metering;

/// <summary>Makes one row of the many that a month's transactions wrote; the sum stays.</summary>
internal sealed class UsageFold(TenantIterator tenants) : HangfireBackgroundWorkerBase
{
    private const int Batch = 1000;

    public override string RecurringJobId => "usage.fold";

    public override string CronExpression => "35 * * * *";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default) =>
        tenants.RunAsync(provider => FoldAsync(provider, cancellationToken), cancellationToken);

    private static async Task FoldAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        var (db, unitOfWork) = (
            provider.GetRequiredService<CustomerServiceDbContext>(),
            provider.GetRequiredService<IUnitOfWorkManager>().Current!
        );
        await unitOfWork.LockAsync("usage.fold", cancellationToken);
        var groups = await db.Set<UsageEntry>()
            .GroupBy(e => new { e.Feature, e.Month })
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToListAsync(cancellationToken);
        foreach (var group in groups)
        {
            List<UsageEntry> rows;
            do
            {
                rows = await db.Set<UsageEntry>()
                    .AsNoTracking()
                    .Where(e => e.Feature == group.Feature && e.Month == group.Month)
                    .OrderBy(e => e.Id)
                    .Take(Batch)
                    .ToListAsync(cancellationToken);
                var ids = rows.ConvertAll(e => e.Id);
                await db.Set<UsageEntry>().Where(e => ids.Contains(e.Id)).ExecuteDeleteAsync(cancellationToken);
                db.Add(
                    new UsageEntry
                    {
                        Feature = group.Feature,
                        Month = group.Month,
                        Amount = rows.Sum(e => e.Amount),
                    }
                );
                await unitOfWork.SaveChangesAsync(cancellationToken);
            } while (rows.Count == Batch);
        }
    }
}
