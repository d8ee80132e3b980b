using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

internal sealed class TicketCreatedEventHandler(SlaClockManager manager) : IDistributedEventHandler<TicketCreatedEto>
{
    public Task HandleEventAsync(TicketCreatedEto eto, CancellationToken cancellationToken) => manager.StartAsync(eto, cancellationToken);
}
