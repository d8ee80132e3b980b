namespace CustomerService.Framework.Entities;

/// <summary>The root of a consistency border: one concurrency stamp, its events, who made and changed it (UTC).</summary>
public abstract class AuditedAggregateRoot : Entity
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
