using CustomerService.Framework.Events;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Escalations;

/// <summary>A promise is near its due time, or was broken: the ticket steps on its escalation policy.</summary>
internal sealed class EscalationPromiseEventHandler(EscalationRunManager runs)
    : IDistributedEventHandler<SlaWarningEto>,
        IDistributedEventHandler<SlaBreachedEto>
{
    public Task HandleEventAsync(SlaWarningEto eto, CancellationToken cancellationToken) =>
        runs.BeginAsync(eto.TicketId, eto.ClockId, eto.Metric, eto.Due, isBroken: false, cancellationToken);

    public Task HandleEventAsync(SlaBreachedEto eto, CancellationToken cancellationToken) =>
        runs.BeginAsync(eto.TicketId, eto.ClockId, eto.Metric, eto.Due, isBroken: true, cancellationToken);
}

/// <summary>Some escalation policies begin when the ticket comes in, such as that of complaints.</summary>
internal sealed class EscalationTicketCreatedEventHandler(EscalationRunManager runs) : IDistributedEventHandler<TicketCreatedEto>
{
    public Task HandleEventAsync(TicketCreatedEto eto, CancellationToken cancellationToken) =>
        eto.IsImported ? Task.CompletedTask : runs.BeginAsync(eto.Ticket.Id, EscalationStart.Created, eto.At, cancellationToken);
}

/// <summary>The merged ticket's escalations end; those of the ticket that stays go on.</summary>
internal sealed class EscalationMergedEventHandler(EscalationRunManager runs) : IDistributedEventHandler<TicketMergedEto>
{
    public async Task HandleEventAsync(TicketMergedEto eto, CancellationToken cancellationToken)
    {
        foreach (var run in await runs.GetOpenAsync(eto.Ticket.Id, cancellationToken))
        {
            run.End();
            runs.Announce(eto.Ticket.Id);
        }
    }
}

/// <summary>Solved ends the escalation run at once, the customer's turn stops it where it is, waiting for others begins one.</summary>
internal sealed class EscalationStatusEventHandler(EscalationRunManager runs, TimeProvider time)
    : IDistributedEventHandler<TicketStatusChangedEto>
{
    public async Task HandleEventAsync(TicketStatusChangedEto eto, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var run in await runs.GetOpenAsync(eto.Ticket.Id, cancellationToken))
        {
            if (eto.To.IsFinal() || run.Start == EscalationStart.HandedToOthers)
            {
                run.End();
                runs.Announce(eto.Ticket.Id);
            }
            else if (eto.To == TicketStatus.WaitingForCustomer)
            {
                run.Pause(now);
            }
            else if (run.State == EscalationRunState.Paused)
            {
                run.Resume(now);
                await runs.WaitForAsync(run, now, cancellationToken);
            }
        }

        if (eto is { To: TicketStatus.WaitingForThirdParty, IsImported: false })
        {
            await runs.BeginAsync(eto.Ticket.Id, EscalationStart.HandedToOthers, eto.At, cancellationToken);
        }
    }
}
