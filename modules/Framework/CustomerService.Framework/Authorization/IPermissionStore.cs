namespace CustomerService.Framework.Authorization;

/// <summary>Which permissions a role has in the current tenant; implemented by Identity.</summary>
public interface IPermissionStore
{
    Task<IReadOnlySet<string>> GetForRoleAsync(string role, CancellationToken cancellationToken = default);
}
