namespace CustomerService.Framework.Events;

/// <summary>Publishes an Eto that no aggregate raises, with the current unit of work.</summary>
public interface IDistributedEventBus
{
    /// <summary>Written with the unit of work, and delivered after its commit.</summary>
    Task PublishAsync(object eto);
}
