using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;

namespace CustomerService.Framework.EntityFrameworkCore.Outbox;

internal sealed class DistributedEventBus(CustomerServiceDbContext db, EventCatalog events, TimeProvider time)
    : IDistributedEventBus,
        ITransientDependency
{
    public Task PublishAsync(object eto)
    {
        if (events.Write(eto, time.GetUtcNow().UtcDateTime) is { } message)
        {
            db.Add(message);
        }

        return Task.CompletedTask;
    }
}
