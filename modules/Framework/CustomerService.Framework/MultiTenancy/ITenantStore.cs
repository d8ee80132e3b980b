namespace CustomerService.Framework.MultiTenancy;

/// <summary>Finds tenants; implemented by the Tenants module, answered from a cache.</summary>
public interface ITenantStore
{
    Task<TenantInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    Task<TenantInfo?> FindBySlugAsync(string slug, CancellationToken cancellationToken = default);

    /// <summary>By host name without port: <c>{slug}.{Tenancy:HostName}</c> or a verified domain of the tenant's own.</summary>
    Task<TenantInfo?> FindByHostAsync(string host, CancellationToken cancellationToken = default);

    /// <summary>The only list of all active tenants; for host-wide work that then changes into each.</summary>
    Task<IReadOnlyList<TenantInfo>> GetActiveAsync(CancellationToken cancellationToken = default);
}
