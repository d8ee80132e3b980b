namespace CustomerService.Framework.Settings;

/// <summary>Changes settings.</summary>
public interface ISettingManager
{
    Task SetForCurrentTenantAsync(string name, string value, CancellationToken cancellationToken = default);
}
