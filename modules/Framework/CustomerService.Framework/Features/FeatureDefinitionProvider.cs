namespace CustomerService.Framework.Features;

/// <summary>Says which features a module has.</summary>
public abstract class FeatureDefinitionProvider
{
    public abstract void Define(IFeatureDefinitionContext context);
}
