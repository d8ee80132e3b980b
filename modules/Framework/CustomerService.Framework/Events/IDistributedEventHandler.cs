namespace CustomerService.Framework.Events;

/// <summary>
/// Handles an Eto that was committed, in the tenant that published it, in a unit of work of its own: once, however often it is delivered.
/// </summary>
public interface IDistributedEventHandler<in TEto>
{
    Task HandleEventAsync(TEto eto, CancellationToken cancellationToken);
}
