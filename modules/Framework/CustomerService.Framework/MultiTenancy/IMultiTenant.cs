namespace CustomerService.Framework.MultiTenancy;

/// <summary>Owned by one tenant: stored under the key (TenantId, Id), filtered, stamped and guarded by row-level security.</summary>
public interface IMultiTenant
{
    Guid TenantId { get; }
}
