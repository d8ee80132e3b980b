using CustomerService.Framework.Features;

namespace CustomerService.Tenants.Plans;

internal sealed class TenantFeatureDefinitionProvider : FeatureDefinitionProvider
{
    public override void Define(IFeatureDefinitionContext context) =>
        context.Add(TenantFeatures.Agents, TenantFeatures.TicketsPerMonth, TenantFeatures.StorageMegabytes, TenantFeatures.OwnDomain);
}
