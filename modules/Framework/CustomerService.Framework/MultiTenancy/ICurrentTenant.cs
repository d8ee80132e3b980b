namespace CustomerService.Framework.MultiTenancy;

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
