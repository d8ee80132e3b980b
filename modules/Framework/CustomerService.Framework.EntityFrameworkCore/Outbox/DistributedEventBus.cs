using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;

namespace CustomerService.Framework.EntityFrameworkCore.Outbox;

internal sealed class DistributedEventBus(CustomerServiceDbContext db, EventCatalog events, TimeProvider time) : IDistributedEventBus, ITransientDependency
{
    public void Publish(object eto)
    {
        if (events.Write(eto, time.GetUtcNow().UtcDateTime) is { } message)
        {
            db.Add(message);
        }
    }
}

/// <summary>Wakes the dispatcher of this node after a commit, so that nobody waits for its next round.</summary>
public sealed class OutboxSignal : ISingletonDependency
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Raise()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already raised.
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);
}
