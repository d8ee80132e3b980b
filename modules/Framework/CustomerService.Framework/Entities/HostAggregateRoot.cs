using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Framework.Entities;

public abstract class HostAggregateRoot : AuditedAggregateRoot, IHostEntity;
