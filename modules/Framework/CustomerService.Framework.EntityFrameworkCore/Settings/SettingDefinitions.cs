using CustomerService.Framework.Modularity;
using CustomerService.Framework.Settings;

namespace CustomerService.Framework.EntityFrameworkCore.Settings;

/// <summary>The defaults of all modules.</summary>
internal sealed class SettingDefinitions : ISettingDefinitionContext, ISingletonDependency
{
    private readonly Dictionary<string, SettingDefinition> _all = [];

    public SettingDefinitions(IEnumerable<SettingDefinitionProvider> providers)
    {
        foreach (var provider in providers)
        {
            provider.Define(this);
        }
    }

    /// <exception cref="KeyNotFoundException">No module defines it.</exception>
    public string DefaultOf(string name) => _all[name].DefaultValue;

    void ISettingDefinitionContext.Add(params IEnumerable<SettingDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            _all.Add(definition.Name, definition);
        }
    }
}
