using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

internal sealed class TicketAssignedEventHandler(SlaClockManager manager) : IDistributedEventHandler<TicketAssignedEto>
{
    public Task HandleEventAsync(TicketAssignedEto eto, CancellationToken cancellationToken) =>
        manager.ChangeAsync(
            eto,
            clocks =>
                clocks.HandOver(
                    eto.FromAgentId is not null,
                    eto.ToAgentId is not null,
                    eto.ActorId is not null && eto.ActorId == eto.ToAgentId,
                    eto.At
                ),
            cancellationToken
        );
}
