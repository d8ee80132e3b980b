namespace CustomerService.Framework.Settings;

/// <summary>A value that a tenant can change. Texts: <c>Setting.{Name}</c>.</summary>
public sealed record SettingDefinition(string Name, string DefaultValue);

/// <summary>Says which settings a module has.</summary>
public abstract class SettingDefinitionProvider
{
    public abstract void Define(ISettingDefinitionContext context);
}
