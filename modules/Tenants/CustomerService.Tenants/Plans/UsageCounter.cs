using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Tenants;

namespace CustomerService.Tenants.Plans;

/// <summary>What the current tenant uses, beside what its plan grants.</summary>
internal sealed class UsageCounter(IEnumerable<ITenantUsageContributor> contributors, IFeatureChecker features) : ITransientDependency
{
    public async Task<IReadOnlyList<TenantUsageDto>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new List<TenantUsageDto>();
        foreach (var contributor in contributors)
        {
            foreach (var usage in await contributor.CountAsync(cancellationToken))
            {
                counts.Add(
                    new TenantUsageDto(
                        usage.Key,
                        usage.Count,
                        usage.Feature is null ? null : await features.GetLimitAsync(usage.Feature, cancellationToken)
                    )
                );
            }
        }

        return counts;
    }
}
