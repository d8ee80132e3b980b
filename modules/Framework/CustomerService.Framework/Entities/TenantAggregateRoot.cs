using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Framework.Entities;

public abstract class TenantAggregateRoot : AuditedAggregateRoot, IMultiTenant
{
    /// <inheritdoc cref="TenantEntity.TenantId"/>
    public Guid TenantId { get; private set; }
}
