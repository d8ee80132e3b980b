namespace CustomerService.Framework.Settings;

/// <summary>A value that a tenant can change. Texts: <c>Setting.{Name}</c>.</summary>
public sealed record SettingDefinition(string Name, string DefaultValue);

public interface ISettingDefinitionProvider
{
    IEnumerable<SettingDefinition> Define();
}

/// <summary>Settings of the current tenant, cached; the definition's default where none is stored.</summary>
public interface ISettingProvider
{
    Task<string> GetAsync(string name, CancellationToken cancellationToken = default);

    Task SetAsync(string name, string value, CancellationToken cancellationToken = default);
}
