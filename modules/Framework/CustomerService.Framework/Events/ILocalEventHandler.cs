namespace CustomerService.Framework.Events;

/// <summary>Handles an event inside the transaction of the aggregate that raised it, before it is saved.</summary>
public interface ILocalEventHandler<in TEvent>
{
    Task HandleEventAsync(TEvent localEvent, CancellationToken cancellationToken);
}
