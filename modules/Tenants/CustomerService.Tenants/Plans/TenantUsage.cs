using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Tenants;

namespace CustomerService.Tenants.Plans;

/// <summary>What the current tenant uses of each limit, beside what its plan grants.</summary>
internal sealed class TenantUsage(IUsageMeter meter, FeatureDefinitions definitions, IFeatureChecker features, TimeProvider time)
    : ITransientDependency
{
    private const int Year = 12;

    private List<FeatureDefinition> Limits => [.. definitions.All.Where(f => f.Kind == FeatureKind.Limit)];

    public async Task<IReadOnlyList<TenantUsageDto>> CountAsync(CancellationToken cancellationToken) =>
        [.. (await HistoryAsync(1, cancellationToken)).Select(h => h.Now)];

    public Task<IReadOnlyList<UsageHistoryDto>> GetYearAsync(CancellationToken cancellationToken) => HistoryAsync(Year, cancellationToken);

    public async Task<IReadOnlyList<TenantUsageDto>> GetShortagesAsync(CancellationToken cancellationToken)
    {
        var shortages = new List<TenantUsageDto>();
        foreach (var feature in Limits)
        {
            if (
                await features.GetLimitAsync(feature.Name, cancellationToken) is { } limit
                && await meter.CountAsync(feature, cancellationToken) is var used
                && LimitReachedEto.LevelOf(used, limit) is not null
            )
            {
                shortages.Add(new TenantUsageDto(feature.Name, used, limit));
            }
        }

        return shortages;
    }

    private async Task<IReadOnlyList<UsageHistoryDto>> HistoryAsync(int months, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var first = new DateOnly(now.Year, now.Month, 1).AddMonths(1 - months);
        var counts = await meter.GetMonthsAsync(Limits, months, cancellationToken);
        var histories = new List<UsageHistoryDto>();
        foreach (var feature in Limits)
        {
            var count = counts[feature.Name];
            histories.Add(
                new UsageHistoryDto(
                    new TenantUsageDto(feature.Name, count[^1], await features.GetLimitAsync(feature.Name, cancellationToken)),
                    [.. count.Select((c, n) => new UsageMonthDto(first.AddMonths(n), c))]
                )
            );
        }

        return histories;
    }
}
