namespace CustomerService.Framework.Features;

/// <summary>What a plan grants: an on/off feature ("true") or a limit (a number; empty for none).</summary>
public sealed record FeatureDefinition(string Name, string DefaultValue);

/// <summary>Says which features a module has.</summary>
public abstract class FeatureDefinitionProvider
{
    public abstract void Define(IFeatureDefinitionContext context);
}
