using System.Globalization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Framework.EntityFrameworkCore.Metering;

internal sealed class UsageMeter(
    CustomerServiceDbContext db,
    IFeatureChecker features,
    UsageReadings readings,
    UsageJournal journal,
    IDistributedEventBus events,
    IUnitOfWorkManager unitOfWorkManager,
    TimeProvider time
) : IUsageMeter, ITransientDependency
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<long> CountAsync(FeatureDefinition limit, CancellationToken cancellationToken = default) =>
        (limit.IsMonthly ? await CountMonthAsync(limit.Name, cancellationToken) : await CountAllAsync(limit.Name, cancellationToken))
        / limit.Unit;

    public async Task<LimitState> WatchAsync(FeatureDefinition limit, long more, CancellationToken cancellationToken = default)
    {
        if (await features.GetLimitAsync(limit.Name, cancellationToken) is not { } most)
        {
            return default;
        }

        var used = await CountAsync(limit, cancellationToken) + more;
        await TellAsync(limit.Name, used, most);
        return new LimitState(most, used);
    }

    public void Add(FeatureDefinition limit, long amount) => journal.Write(db, unitOfWorkManager.Current, limit.Name, amount, Now);

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<long>>> GetMonthsAsync(
        IReadOnlyList<FeatureDefinition> limits,
        int months,
        CancellationToken cancellationToken = default
    )
    {
        var names = limits.Select(l => l.Name).ToList();
        var sums = await db.Set<UsageEntry>()
            .Where(e => names.Contains(e.Feature))
            .GroupBy(e => new { e.Feature, e.Month })
            .Select(g => new
            {
                g.Key.Feature,
                g.Key.Month,
                Amount = g.Sum(e => e.Amount),
            })
            .ToListAsync(cancellationToken);
        var last = UsageJournal.MonthOf(Now);
        return limits.ToDictionary(
            l => l.Name,
            l =>
                (IReadOnlyList<long>)
                    [
                        .. Enumerable
                            .Range(1 - months, months)
                            .Select(n => last.AddMonths(n))
                            .Select(month =>
                                sums.Where(s => s.Feature == l.Name && (l.IsMonthly ? s.Month == month : s.Month <= month))
                                    .Sum(s => s.Amount) / l.Unit
                            ),
                    ]
        );
    }

    private async Task<long> CountMonthAsync(string feature, CancellationToken cancellationToken)
    {
        var now = Now;
        var month = UsageJournal.MonthOf(now);
        if (readings.Find(db.TenantKey, feature, month, now) is { } known)
        {
            return known;
        }

        var amount = await db.Set<UsageEntry>()
            .Where(e => e.Feature == feature && e.Month == month)
            .SumAsync(e => e.Amount, cancellationToken);
        readings.Set(db.TenantKey, feature, month, now, amount);
        return amount;
    }

    private Task<long> CountAllAsync(string feature, CancellationToken cancellationToken) =>
        db.Set<UsageEntry>().Where(e => e.Feature == feature).SumAsync(e => e.Amount, cancellationToken);

    private async Task TellAsync(string feature, long used, long limit)
    {
        if (LimitReachedEto.LevelOf(used, limit) is not { } percent)
        {
            return;
        }

        var month = UsageJournal.MonthOf(Now).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var occasion = new LimitReachedEto(feature, percent, limit, month);
        if (!readings.WasTold(db.TenantKey, occasion))
        {
            await events.PublishAsync(occasion);
            unitOfWorkManager.Current!.OnCompleted(() =>
            {
                readings.Remember(db.TenantKey, occasion);
                return Task.CompletedTask;
            });
        }
    }
}
