namespace CustomerService.Framework.MultiTenancy;

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
