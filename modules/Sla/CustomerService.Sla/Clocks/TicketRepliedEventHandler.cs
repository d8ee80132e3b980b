using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

/// <summary>A public answer by staff meets the first response; the customer's message ends the wait for it, at the time it was written.</summary>
internal sealed class TicketRepliedEventHandler(SlaClockManager manager) : IDistributedEventHandler<TicketRepliedEto>
{
    public Task HandleAsync(TicketRepliedEto eto, CancellationToken cancellationToken) => (eto.IsByStaff, eto.IsPublic) switch
    {
        (true, true) => manager.ChangeAsync(eto.Ticket.Id, (clock, _) => MeetFirstResponse(clock, eto.At), cancellationToken),
        (false, true) when eto.Ticket.Status is not (TicketStatus.WaitingForThirdParty or TicketStatus.Resolved or TicketStatus.Closed) =>
            manager.ChangeAsync(eto.Ticket.Id, (clock, schedule) => clock.Resume(schedule, eto.At), cancellationToken),
        _ => Task.CompletedTask,
    };

    private static void MeetFirstResponse(SlaClock clock, DateTime at)
    {
        if (clock.Metric == SlaMetric.FirstResponse)
        {
            clock.Meet(at);
        }
    }
}
