using CustomerService.Framework.Features;

namespace CustomerService.Tenants.Plans;

/// <summary>The features that every plan sets; a tenant without a plan has the free one's.</summary>
internal sealed class TenantFeatureDefinitionProvider : IFeatureDefinitionProvider
{
    public IEnumerable<FeatureDefinition> Define() => Plans.Find(Plans.Free)!.Features.Select(f => new FeatureDefinition(f.Key, f.Value));
}
