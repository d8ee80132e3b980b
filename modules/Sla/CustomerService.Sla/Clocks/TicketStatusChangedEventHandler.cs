using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

internal sealed class TicketStatusChangedEventHandler(SlaClockManager manager) : IDistributedEventHandler<TicketStatusChangedEto>
{
    public Task HandleEventAsync(TicketStatusChangedEto eto, CancellationToken cancellationToken) =>
        manager.ChangeAsync(
            eto,
            clocks => clocks.ChangeStatus(eto.To, eto.IsReopened, eto.ActorId is not null && eto.ActorId == eto.Ticket.AssigneeId, eto.At),
            cancellationToken
        );
}
