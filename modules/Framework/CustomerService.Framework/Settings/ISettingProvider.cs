namespace CustomerService.Framework.Settings;

/// <summary>Settings of the current tenant, cached; the definition's default where none is stored.</summary>
public interface ISettingProvider
{
    Task<string> GetAsync(string name, CancellationToken cancellationToken = default);
}
