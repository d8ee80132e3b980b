namespace CustomerService.Framework.MultiTenancy;

/// <summary>Keys that are no tenant's.</summary>
public static class TenantKeys
{
    /// <summary>Rows of the installation's own space, such as its operators.</summary>
    public static readonly Guid Host = new("00000000-0000-7000-8000-000000000001");
}
