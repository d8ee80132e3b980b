using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Framework.Entities;

/// <summary>Something with an identity: a UUIDv7, so that ids of one table grow with time.</summary>
public abstract class Entity
{
    public Guid Id { get; protected set; } = SequentialGuid.Next();
}

/// <summary>A part of a tenant's aggregate, or a plain tenant-owned row.</summary>
public abstract class TenantEntity : Entity, IMultiTenant
{
    /// <summary>Stamped when the row is saved; the database refuses another tenant's.</summary>
    public Guid TenantId { get; private set; }
}

/// <summary>
/// Written once and never changed: a save that changes or deletes such a row fails, and on PostgreSQL the serving role
/// may only read and add.
/// </summary>
public interface IAppendOnly;

public interface ISoftDelete
{
    bool IsDeleted { get; }
}

/// <summary>
/// Changes of this aggregate go to the audit log, property by property. Aggregates with a history of their own do not
/// need it.
/// </summary>
/// <param name="nameProperty">The property that people know it by; the log keeps what it says at that time.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AuditedAttribute(string nameProperty) : Attribute
{
    public string NameProperty => nameProperty;
}

/// <summary>The root of a consistency border: one concurrency stamp, its events, who made and changed it (UTC).</summary>
public abstract class AggregateRootBase : Entity
{
    private readonly List<object> _distributedEvents = [];
    private readonly List<object> _localEvents = [];

    public Guid ConcurrencyStamp { get; private set; } = Guid.NewGuid();

    public DateTime CreationTime { get; protected set; }

    public Guid? CreatorId { get; private set; }

    public DateTime? LastModificationTime { get; private set; }

    public Guid? LastModifierId { get; private set; }

    public IReadOnlyList<object> DistributedEvents => _distributedEvents;

    public IReadOnlyList<object> LocalEvents => _localEvents;

    /// <summary>Published through the outbox when this aggregate is saved.</summary>
    protected void AddDistributedEvent(object eto) => _distributedEvents.Add(eto);

    /// <summary>Handled in the same transaction, before it is saved.</summary>
    protected void AddLocalEvent(object localEvent) => _localEvents.Add(localEvent);

    public void ClearDistributedEvents() => _distributedEvents.Clear();

    public void ClearLocalEvents() => _localEvents.Clear();

    internal void Stamp(DateTime now, Guid? userId, bool isNew)
    {
        ConcurrencyStamp = Guid.NewGuid();
        if (isNew)
        {
            CreationTime = CreationTime == default ? now : CreationTime;
            CreatorId = userId;
        }
        else
        {
            LastModificationTime = now;
            LastModifierId = userId;
        }
    }
}

public abstract class AggregateRoot : AggregateRootBase, IMultiTenant
{
    /// <inheritdoc cref="TenantEntity.TenantId"/>
    public Guid TenantId { get; private set; }
}

public abstract class HostAggregateRoot : AggregateRootBase, IHostEntity;
