namespace CustomerService.Framework.Events;

/// <summary>An event whose <see cref="StreamId"/> orders it: events of one stream are handled in the order they were published.</summary>
public interface IOrderedEvent
{
    Guid StreamId { get; }
}
