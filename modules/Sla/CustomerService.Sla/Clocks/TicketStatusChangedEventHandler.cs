using CustomerService.Framework.Events;
using CustomerService.Sla.Calendars;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

internal sealed class TicketStatusChangedEventHandler(SlaClockManager manager) : IDistributedEventHandler<TicketStatusChangedEto>
{
    public Task HandleAsync(TicketStatusChangedEto eto, CancellationToken cancellationToken) =>
        manager.ChangeAsync(eto.Ticket.Id, (clock, schedule) => Follow(clock, schedule, eto), cancellationToken);

    private static void Follow(SlaClock clock, BusinessSchedule schedule, TicketStatusChangedEto eto)
    {
        if (eto.To is TicketStatus.Resolved or TicketStatus.Closed)
        {
            // Solved without a word before: the notice of the solution is the first answer.
            clock.Meet(eto.At);
            return;
        }

        if (eto.IsReopened && clock.Metric == SlaMetric.Resolution)
        {
            clock.Reopen(schedule, eto.At);
        }

        if (clock.PausesIn(eto.To))
        {
            clock.Pause(eto.At);
        }
        else
        {
            clock.Resume(schedule, eto.At);
        }
    }
}
