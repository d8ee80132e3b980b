using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Framework.Entities;

/// <summary>A part of a tenant's aggregate, or a plain tenant-owned row.</summary>
public abstract class TenantEntity : Entity, IMultiTenant
{
    /// <summary>Stamped when the row is saved; the database refuses another tenant's.</summary>
    public Guid TenantId { get; private set; }
}
