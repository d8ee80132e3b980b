using CustomerService.Framework.Features;

namespace CustomerService.Routing;

internal sealed class RoutingFeatureDefinitionProvider : FeatureDefinitionProvider
{
    public override void Define(IFeatureDefinitionContext context) => context.Add(RoutingFeatures.Webhooks, RoutingFeatures.Rehearsal);
}
