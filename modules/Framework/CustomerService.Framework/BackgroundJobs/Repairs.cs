using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.BackgroundJobs;

/// <param name="Mended">By the name of the repair; those that found nothing are left out.</param>
/// <param name="Failed">How many could not be made good; their errors are in the log.</param>
public sealed record RepairReport(IReadOnlyDictionary<string, int> Mended, int Failed);

/// <summary>Runs all repairs for all tenants.</summary>
public sealed class RepairRunner(
    ITenantStore tenants,
    TenantScope scope,
    IServiceScopeFactory services,
    TimeProvider time,
    ILogger<RepairRunner> logger
) : ITransientDependency
{
    /// <summary>An event that failed a few times is still being tried for so long.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(5);

    /// <param name="days">How far to look back.</param>
    public async Task<RepairReport> RunAsync(int days, CancellationToken cancellationToken)
    {
        await using var outer = services.CreateAsyncScope();
        var repairs = outer.ServiceProvider.GetServices<IRepair>().Select(r => r.GetType()).ToList();
        var until = time.GetUtcNow().UtcDateTime - OnItsWay;
        var (mended, failed) = (new SortedDictionary<string, int>(StringComparer.Ordinal), 0);
        foreach (var tenant in await tenants.GetActiveAsync(cancellationToken))
        {
            foreach (var repair in repairs)
            {
                failed += await RunAsync(tenant.Id, repair, until.AddDays(-days), until, mended, cancellationToken);
            }
        }

        return new RepairReport(mended, failed);
    }

    /// <returns>How many failed.</returns>
    private async Task<int> RunAsync(
        Guid tenant,
        Type repair,
        DateTime since,
        DateTime until,
        SortedDictionary<string, int> mended,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<Guid> found = [];
        var failed = 0;
        await TryAsync(async () =>
            found = await scope.RunAsync(tenant, sp => Of(sp).FindAsync(since, until, cancellationToken), cancellationToken)
        );
        foreach (var id in found)
        {
            await TryAsync(async () =>
            {
                var (name, done) = await scope.RunAsync(
                    tenant,
                    async sp => (Of(sp).Name, await Of(sp).MendAsync(id, cancellationToken)),
                    cancellationToken
                );
                if (done)
                {
                    mended[name] = mended.GetValueOrDefault(name) + 1;
                    logger.LogWarning("{Repair} was missing for {Id} of tenant {TenantId}, and is there now", name, id, tenant);
                }
            });
        }

        return failed;

        IRepair Of(IServiceProvider provider) => (IRepair)provider.GetRequiredService(repair);

        async Task TryAsync(Func<Task> work)
        {
            try
            {
                await work();
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                failed++;
                logger.LogError(e, "{Repair} failed in tenant {TenantId}", repair.Name, tenant);
            }
        }
    }
}

/// <summary>What went astray in the last two days is made good without anybody asking.</summary>
internal sealed class RepairWorker(RepairRunner runner) : HangfireBackgroundWorkerBase
{
    private const int Days = 2;

    public override string RecurringJobId => "repair";

    public override string CronExpression => "22 * * * *";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default) => runner.RunAsync(Days, cancellationToken);
}
