namespace CustomerService.Framework.MultiTenancy;

/// <summary>Owned by one tenant: stored under the key (TenantId, Id), filtered, stamped and guarded by row-level security.</summary>
public interface IMultiTenant
{
    Guid TenantId { get; }
}

/// <summary>
/// Belongs to the installation, not to a tenant. The word that a reviewer searches for: everything else is
/// <see cref="IMultiTenant"/>.
/// </summary>
public interface IHostEntity;

/// <summary>
/// The tenant that the running code acts for; <see langword="null"/> is the host itself, whose rows carry
/// <see cref="TenantKeys.Host"/>.
/// </summary>
public interface ICurrentTenant
{
    Guid? Id { get; }

    /// <summary>The key that tenant-owned rows carry now: the tenant's id, or <see cref="TenantKeys.Host"/>.</summary>
    Guid Key { get; }

    /// <summary>
    /// Acts for another tenant until disposed. Take a new service scope inside: a DbContext belongs to the tenant it
    /// was made for.
    /// </summary>
    IDisposable Change(Guid? id);
}

/// <summary>
/// What every layer may know of a tenant. <paramref name="TimeZone"/> is an IANA id, <paramref name="Language"/> a
/// culture name. Until <paramref name="IsVerified"/> its emails to others wait: nobody has shown who is behind it.
/// </summary>
public sealed record TenantInfo(
    Guid Id,
    string Slug,
    string Name,
    string TimeZone,
    string Language,
    IReadOnlyList<string> Languages,
    bool IsActive,
    string? PlanName,
    bool IsVerified = true
);

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

public static class TenantStoreExtensions
{
    /// <summary>
    /// Nobody has shown yet who is behind this workspace: it mails nobody else until one address is known to be its own. The host is
    /// the operator's.
    /// </summary>
    public static async Task<bool> IsUnverifiedAsync(
        this ITenantStore tenants,
        Guid? tenantId,
        CancellationToken cancellationToken = default
    ) => tenantId is { } id && await tenants.FindAsync(id, cancellationToken) is { IsVerified: false };
}

/// <summary>Keys that are no tenant's.</summary>
public static class TenantKeys
{
    /// <summary>Rows of the installation's own space, such as its operators.</summary>
    public static readonly Guid Host = new("00000000-0000-7000-8000-000000000001");
}
