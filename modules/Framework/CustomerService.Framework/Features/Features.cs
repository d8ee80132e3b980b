namespace CustomerService.Framework.Features;

/// <summary>What a plan grants: an on/off feature ("true") or a limit (a number; empty for none).</summary>
public sealed record FeatureDefinition(string Name, string DefaultValue);

/// <summary>Says which features a module has.</summary>
public abstract class FeatureDefinitionProvider
{
    public abstract void Define(IFeatureDefinitionContext context);
}

public interface IFeatureDefinitionContext
{
    void Add(params IEnumerable<FeatureDefinition> definitions);
}

/// <summary>What the current tenant's plan grants; implemented by Tenants.</summary>
public interface IFeatureChecker
{
    Task<bool> IsEnabledAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The limit, or null where the plan sets none.</summary>
    Task<long?> GetLimitAsync(string name, CancellationToken cancellationToken = default);
}
