namespace CustomerService.Framework.Events;

/// <summary>The stable name of an Eto, as it stands in the outbox.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>An event whose <see cref="StreamId"/> orders it: events of one stream are handled in the order they were published.</summary>
public interface IOrderedEvent
{
    Guid StreamId { get; }
}

/// <summary>
/// Handles an Eto that was committed, in the tenant that published it, in a unit of work of its own: once, however often it is delivered.
/// </summary>
public interface IDistributedEventHandler<in TEto>
{
    Task HandleEventAsync(TEto eto, CancellationToken cancellationToken);
}

/// <summary>Handles an event inside the transaction of the aggregate that raised it, before it is saved.</summary>
public interface ILocalEventHandler<in TEvent>
{
    Task HandleEventAsync(TEvent localEvent, CancellationToken cancellationToken);
}

/// <summary>Publishes an Eto that no aggregate raises, with the current unit of work.</summary>
public interface IDistributedEventBus
{
    /// <summary>Written with the unit of work, and delivered after its commit.</summary>
    Task PublishAsync(object eto);
}

public sealed record EventHandlerRegistration(Type EventType, Type HandlerType, bool IsDistributed);
