using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;

namespace CustomerService.Tenants.Plans;

/// <summary>What holds for a tenant whose plan says nothing of a feature.</summary>
internal sealed class FeatureDefaults : IFeatureDefinitionContext, ISingletonDependency
{
    private readonly Dictionary<string, string> _values = [];

    public FeatureDefaults(IEnumerable<FeatureDefinitionProvider> providers)
    {
        foreach (var provider in providers)
        {
            provider.Define(this);
        }
    }

    /// <exception cref="ArgumentException">No module defines it.</exception>
    public string Of(string name) =>
        _values.TryGetValue(name, out var value)
            ? value
            : throw new ArgumentException($"No module defines the feature {name}.", nameof(name));

    void IFeatureDefinitionContext.Add(params IEnumerable<FeatureDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            _values.Add(definition.Name, definition.DefaultValue);
        }
    }
}
