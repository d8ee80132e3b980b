using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

internal sealed class TicketReclassifiedEventHandler(SlaClockManager manager) : IDistributedEventHandler<TicketReclassifiedEto>
{
    public Task HandleAsync(TicketReclassifiedEto eto, CancellationToken cancellationToken) => manager.RematchAsync(eto, cancellationToken);
}
