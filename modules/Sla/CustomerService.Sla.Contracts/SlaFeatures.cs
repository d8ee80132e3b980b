using CustomerService.Framework.Features;

namespace CustomerService.Sla;

/// <summary>What plans may differ in.</summary>
public static class SlaFeatures
{
    /// <summary>More than one business calendar. Those there are stay when a plan takes it away.</summary>
    public static readonly FeatureDefinition SeveralCalendars = FeatureDefinition.Switch("Sla.SeveralCalendars");
}
