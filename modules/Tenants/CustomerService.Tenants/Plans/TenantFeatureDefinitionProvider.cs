using CustomerService.Framework.Features;

namespace CustomerService.Tenants.Plans;

/// <summary>The features that every plan sets; a tenant without a plan has the free one's.</summary>
internal sealed class TenantFeatureDefinitionProvider : FeatureDefinitionProvider
{
    public override void Define(IFeatureDefinitionContext context) =>
        context.Add(Plans.Find(Plans.Free)!.Features.Select(f => new FeatureDefinition(f.Key, f.Value)));
}
