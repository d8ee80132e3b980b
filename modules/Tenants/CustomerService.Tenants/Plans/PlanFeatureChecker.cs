using System.Globalization;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Tenants.Plans;

/// <summary>What the current tenant's version of its plan says of a feature, else the feature's default.</summary>
internal sealed class PlanFeatureChecker(ICurrentTenant tenant, ITenantStore tenants, PlanDirectory plans, FeatureDefinitions features)
    : IFeatureChecker,
        ISingletonDependency
{
    public async Task<bool> IsEnabledAsync(string name, CancellationToken cancellationToken = default) =>
        ValueOf(await PlanOfAsync(await FindTenantAsync(cancellationToken), cancellationToken), name) == "true";

    public async Task<long?> GetLimitAsync(string name, CancellationToken cancellationToken = default)
    {
        var info = await FindTenantAsync(cancellationToken);
        var limit = Limit(await PlanOfAsync(info, cancellationToken), name);
        if (info?.IsGrowthStopped != true)
        {
            return limit;
        }

        var free = Limit(await plans.GetFirstAsync(cancellationToken), name);
        return free < limit || limit is null ? free : limit;
    }

    private async Task<TenantInfo?> FindTenantAsync(CancellationToken cancellationToken) =>
        tenant.Id is { } id ? await tenants.FindAsync(id, cancellationToken) : null;

    private async Task<PlanEntry?> PlanOfAsync(TenantInfo? info, CancellationToken cancellationToken) =>
        info?.PlanId is { } planId ? await plans.FindAsync(planId, cancellationToken) : null;

    private long? Limit(PlanEntry? plan, string name) =>
        long.TryParse(ValueOf(plan, name), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;

    private string ValueOf(PlanEntry? plan, string name)
    {
        var standard = features.DefaultOf(name);
        return plan?.Values.GetValueOrDefault(name, standard) ?? standard;
    }
}
