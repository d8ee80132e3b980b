namespace CustomerService.Framework.RealTime;

/// <summary>Small signals to live screens and caches of one tenant, on this node and, with PostgreSQL, on the others.</summary>
public interface IRealTimeHub
{
    /// <summary>Sends to everybody who listens for the current tenant. Call it after the commit (<c>IUnitOfWork.OnCompleted</c>).</summary>
    Task PublishAsync(RealTimeMessage message);

    /// <summary>Listens for the current tenant until disposed. Handlers must be quick and thread-safe.</summary>
    IDisposable Subscribe(Func<RealTimeMessage, Task> handler);

    /// <summary>Listens for all tenants; for caches of the node itself.</summary>
    IDisposable SubscribeAll(Func<Guid, RealTimeMessage, Task> handler);
}
