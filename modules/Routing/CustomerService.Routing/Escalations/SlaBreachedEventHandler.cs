using CustomerService.Framework.Events;
using CustomerService.Routing.Assignment;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Escalations;

/// <summary>A promise was broken: the ticket steps on its ladder.</summary>
internal sealed class SlaBreachedEventHandler(LadderManager ladders) : IDistributedEventHandler<SlaBreachedEto>
{
    public Task HandleAsync(SlaBreachedEto eto, CancellationToken cancellationToken) => ladders.BeginAsync(eto, cancellationToken);
}

/// <summary>The customer's turn stops the ladder; it goes on where it stopped.</summary>
internal sealed class LadderPauseEventHandler(LadderManager ladders, TimeProvider time) : IDistributedEventHandler<TicketStatusChangedEto>
{
    public async Task HandleAsync(TicketStatusChangedEto eto, CancellationToken cancellationToken)
    {
        if (await ladders.FindOpenAsync(eto.Ticket.Id, cancellationToken) is not { } climb)
        {
            return;
        }

        var now = time.GetUtcNow().UtcDateTime;
        if (eto.To.IsSolved())
        {
            climb.End();
        }
        else if (eto.To == TicketStatus.WaitingForCustomer)
        {
            climb.Pause(now);
        }
        else if (climb.State == ClimbState.Paused)
        {
            climb.Resume(now);
            await ladders.WaitForAsync(climb, now, cancellationToken);
        }
    }
}
