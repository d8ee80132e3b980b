namespace CustomerService.Framework.Settings;

/// <summary>A value that a tenant can change. Texts: <c>Setting.{Name}</c>.</summary>
public sealed record SettingDefinition(string Name, string DefaultValue);

/// <summary>Says which settings a module has.</summary>
public abstract class SettingDefinitionProvider
{
    public abstract void Define(ISettingDefinitionContext context);
}

public interface ISettingDefinitionContext
{
    void Add(params IEnumerable<SettingDefinition> definitions);
}

/// <summary>Settings of the current tenant, cached; the definition's default where none is stored.</summary>
public interface ISettingProvider
{
    Task<string> GetAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>Changes settings.</summary>
public interface ISettingManager
{
    Task SetForCurrentTenantAsync(string name, string value, CancellationToken cancellationToken = default);
}
