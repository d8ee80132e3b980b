using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Assignment;

/// <summary>A ticket came in: new ones and open ones from an import find their agent; what is solved already does not.</summary>
internal sealed class TicketCreatedEventHandler(AssignmentManager assignments, ITicketIntegrationService tickets, TimeProvider time) : IDistributedEventHandler<TicketCreatedEto>
{
    public async Task HandleAsync(TicketCreatedEto eto, CancellationToken cancellationToken)
    {
        // Later events of an import may already have ended what this one began.
        if (await tickets.FindAsync(eto.Ticket.Id, cancellationToken) is not { } ticket || ticket.Status.IsSolved())
        {
            return;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var route = await assignments.GetOrCreateRouteAsync(ticket, cancellationToken);
        if (ticket.AssigneeId is { } owner)
        {
            route.Assign(owner, AssignmentReason.GivenWithTicket, now);
            return;
        }

        if (eto.IsImported)
        {
            route.BeginWaiting(now);
        }

        await assignments.RouteAsync(ticket.Id, cancellationToken: cancellationToken);
    }
}

/// <summary>Solved: its owner has time for the next. Reopened: it looks for somebody who is here.</summary>
internal sealed class TicketStatusChangedEventHandler(AssignmentManager assignments, WaitingLine waitingLine) : IDistributedEventHandler<TicketStatusChangedEto>
{
    public async Task HandleAsync(TicketStatusChangedEto eto, CancellationToken cancellationToken)
    {
        if (await assignments.FindRouteAsync(eto.Ticket.Id, cancellationToken) is not { } route)
        {
            if (eto.IsReopened)
            {
                await assignments.RouteAsync(eto.Ticket.Id, cancellationToken: cancellationToken);
            }

            return;
        }

        if (eto.To.IsSolved())
        {
            route.Finish();
            assignments.ShowOnWall(eto.Ticket.Id);
            if (eto.Ticket.AssigneeId is { } owner && !eto.IsImported)
            {
                await waitingLine.CallForAsync(owner, cancellationToken);
            }
        }
        else if (eto.IsReopened)
        {
            route.Reopen();
            await assignments.WelcomeBackAsync(eto.Ticket.Id, cancellationToken);
        }
    }
}

/// <summary>A person decided, or took the owner away.</summary>
internal sealed class TicketAssignedEventHandler(AssignmentManager assignments, WaitingLine waitingLine) : IDistributedEventHandler<TicketAssignedEto>
{
    public async Task HandleAsync(TicketAssignedEto eto, CancellationToken cancellationToken)
    {
        if (eto.IsImported || await assignments.FindRouteAsync(eto.Ticket.Id, cancellationToken) is not { } route)
        {
            return;
        }

        if (route.AgentId != eto.ToAgentId)
        {
            if (eto.ToAgentId is { } agent)
            {
                route.Assign(agent, AssignmentReason.Manual, eto.At);
            }
            else
            {
                route.BeginWaiting(eto.At);
            }
        }

        if (eto.FromAgentId is { } before)
        {
            await waitingLine.CallForAsync(before, cancellationToken);
        }

        assignments.ShowOnWall(eto.Ticket.Id);
    }
}

/// <summary>Another type or priority asks for other people, as long as nobody has begun.</summary>
internal sealed class TicketReclassifiedEventHandler(AssignmentManager assignments) : IDistributedEventHandler<TicketReclassifiedEto>
{
    public Task HandleAsync(TicketReclassifiedEto eto, CancellationToken cancellationToken) => eto.IsImported
        ? Task.CompletedTask
        : assignments.RouteAsync(eto.Ticket.Id, keepGroup: eto.FromRequestTypeId == eto.Ticket.RequestTypeId, cancellationToken);
}
