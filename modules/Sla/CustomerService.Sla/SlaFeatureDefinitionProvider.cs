using CustomerService.Framework.Features;

namespace CustomerService.Sla;

internal sealed class SlaFeatureDefinitionProvider : FeatureDefinitionProvider
{
    public override void Define(IFeatureDefinitionContext context) => context.Add(SlaFeatures.SeveralCalendars);
}
