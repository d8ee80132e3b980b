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
        await ValueOfAsync(name, cancellationToken) == "true";

    public async Task<long?> GetLimitAsync(string name, CancellationToken cancellationToken = default) =>
        long.TryParse(await ValueOfAsync(name, cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;

    private async Task<string> ValueOfAsync(string name, CancellationToken cancellationToken)
    {
        var standard = features.DefaultOf(name);
        return
            tenant.Id is { } id
            && (await tenants.FindAsync(id, cancellationToken))?.PlanId is { } planId
            && await plans.FindAsync(planId, cancellationToken) is { } plan
            ? plan.Values.GetValueOrDefault(name, standard)
            : standard;
    }
}
