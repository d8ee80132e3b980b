using CustomerService.Framework.Modularity;

namespace CustomerService.Framework.Features;

/// <summary>The features of all modules, in their order.</summary>
public sealed class FeatureDefinitions : IFeatureDefinitionContext, ISingletonDependency
{
    private readonly Dictionary<string, FeatureDefinition> _byName = [];
    private readonly List<FeatureDefinition> _all = [];

    public FeatureDefinitions(IEnumerable<FeatureDefinitionProvider> providers)
    {
        foreach (var provider in providers)
        {
            provider.Define(this);
        }
    }

    public IReadOnlyList<FeatureDefinition> All => _all;

    public FeatureDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What holds for a tenant whose plan says nothing of the feature.</summary>
    /// <exception cref="ArgumentException">No module defines it.</exception>
    public string DefaultOf(string name) =>
        Find(name)?.DefaultValue ?? throw new ArgumentException($"No module defines the feature {name}.", nameof(name));

    void IFeatureDefinitionContext.Add(params IEnumerable<FeatureDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            _byName.Add(definition.Name, definition);
            _all.Add(definition);
        }
    }
}
