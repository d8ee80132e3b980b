using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

/// <summary>Whatever policies are matched by has changed.</summary>
internal sealed class TicketReclassifiedEventHandler(SlaClockManager manager)
    : IDistributedEventHandler<TicketReclassifiedEto>,
        IDistributedEventHandler<TicketRoutingChangedEto>
{
    public Task HandleEventAsync(TicketReclassifiedEto eto, CancellationToken cancellationToken) => RematchAsync(eto, cancellationToken);

    public Task HandleEventAsync(TicketRoutingChangedEto eto, CancellationToken cancellationToken) => RematchAsync(eto, cancellationToken);

    private Task RematchAsync(TicketEto eto, CancellationToken cancellationToken) =>
        manager.ChangeAsync(
            eto,
            clocks => clocks.Retarget(eto.Ticket.Status, eto.Ticket.CreationTime, eto.At, SlaPromiseReason.Reclassified),
            cancellationToken
        );
}
