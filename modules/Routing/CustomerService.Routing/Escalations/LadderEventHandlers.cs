using CustomerService.Framework.Events;
using CustomerService.Routing.Assignment;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Escalations;

/// <summary>A promise is near its due time, or was broken: the ticket steps on its ladder.</summary>
internal sealed class LadderPromiseEventHandler(LadderManager ladders) : IDistributedEventHandler<SlaWarningEto>, IDistributedEventHandler<SlaBreachedEto>
{
    public Task HandleAsync(SlaWarningEto eto, CancellationToken cancellationToken) =>
        ladders.BeginAsync(eto.TicketId, eto.ClockId, eto.Metric, eto.Due, isBroken: false, cancellationToken);

    public Task HandleAsync(SlaBreachedEto eto, CancellationToken cancellationToken) =>
        ladders.BeginAsync(eto.TicketId, eto.ClockId, eto.Metric, eto.Due, isBroken: true, cancellationToken);
}

/// <summary>Some ladders begin when the ticket comes in, such as that of complaints.</summary>
internal sealed class LadderTicketCreatedEventHandler(LadderManager ladders) : IDistributedEventHandler<TicketCreatedEto>
{
    public Task HandleAsync(TicketCreatedEto eto, CancellationToken cancellationToken) =>
        eto.IsImported ? Task.CompletedTask : ladders.BeginAsync(eto.Ticket.Id, LadderStart.Created, eto.At, cancellationToken);
}

/// <summary>The merged ticket's climbs end; those of the ticket that stays go on.</summary>
internal sealed class LadderMergedEventHandler(LadderManager ladders) : IDistributedEventHandler<TicketMergedEto>
{
    public async Task HandleAsync(TicketMergedEto eto, CancellationToken cancellationToken)
    {
        foreach (var climb in await ladders.GetOpenAsync(eto.Ticket.Id, cancellationToken))
        {
            climb.End();
            ladders.Announce(eto.Ticket.Id);
        }
    }
}

/// <summary>Solved ends the climb at once, the customer's turn stops it where it is, waiting for others begins one.</summary>
internal sealed class LadderStatusEventHandler(LadderManager ladders, TimeProvider time) : IDistributedEventHandler<TicketStatusChangedEto>
{
    public async Task HandleAsync(TicketStatusChangedEto eto, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var climb in await ladders.GetOpenAsync(eto.Ticket.Id, cancellationToken))
        {
            if (eto.To.IsSolved() || climb.Start == LadderStart.HandedToOthers)
            {
                climb.End();
                ladders.Announce(eto.Ticket.Id);
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

        if (eto is { To: TicketStatus.WaitingForThirdParty, IsImported: false })
        {
            await ladders.BeginAsync(eto.Ticket.Id, LadderStart.HandedToOthers, eto.At, cancellationToken);
        }
    }
}
