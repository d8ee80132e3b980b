using CustomerService.Framework.Features;

namespace CustomerService.Routing;

/// <summary>What plans may differ in.</summary>
public static class RoutingFeatures
{
    /// <summary>Escalations that call other systems. Those there are keep calling when a plan takes it away.</summary>
    public static readonly FeatureDefinition Webhooks = FeatureDefinition.Switch("Routing.Webhooks");

    public static readonly FeatureDefinition Rehearsal = FeatureDefinition.Switch("Routing.Rehearsal");
}
