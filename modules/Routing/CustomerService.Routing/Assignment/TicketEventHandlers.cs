using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Routing.Groups;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Assignment;

/// <summary>
/// A ticket came in: new ones and open ones from an import find their agent; of what is solved already only the facts
/// are kept.
/// </summary>
internal sealed class TicketCreatedEventHandler(
    AssignmentManager assignments,
    TicketRouteStore routes,
    AgentGroupManager groups,
    ITicketIntegrationService tickets,
    TimeProvider time
) : IDistributedEventHandler<TicketCreatedEto>
{
    public async Task HandleEventAsync(TicketCreatedEto eto, CancellationToken cancellationToken)
    {
        if (!eto.IsImported && eto.Ticket.AssigneeId is null)
        {
            await assignments.RouteNewAsync(eto.Ticket.Id, isImported: false, cancellationToken);
        }

        if (
            await routes.FindAsync(eto.Ticket.Id, cancellationToken) is not null
            || await tickets.FindAsync(eto.Ticket.Id, cancellationToken) is not { } ticket
        )
        {
            return;
        }

        // Later events of an import may already have ended what this one began.
        if (ticket.AssigneeId is null && !ticket.Status.IsFinal())
        {
            await assignments.RouteNewAsync(ticket.Id, eto.IsImported, cancellationToken);
            return;
        }

        var route = await routes.GetOrCreateAsync(ticket, cancellationToken);
        var group = await groups.FindForAsync(ticket, keepGroup: true, cancellationToken);
        if (group is not null)
        {
            route.Place(group.Id, group.ToPolicy());
        }

        if (ticket.AssigneeId is { } owner)
        {
            route.Assign(
                owner,
                group?.StarsOf(owner),
                AssignmentReason.GivenWithTicket,
                eto.IsImported ? eto.At : time.GetUtcNow().UtcDateTime
            );
        }

        if (ticket.Status.IsFinal())
        {
            route.Finish(eto.At);
        }
    }
}

/// <summary>
/// Solved, or merged into another one: its place in line is dead-lettered, and its owner has time for the next.
/// Reopened: it looks for somebody who is here.
/// </summary>
internal sealed class TicketStatusChangedEventHandler(
    AssignmentManager assignments,
    TicketRouteStore routes,
    AgentGroupManager groups,
    IUnitOfWorkManager unitOfWorkManager
) : IDistributedEventHandler<TicketStatusChangedEto>, IDistributedEventHandler<TicketMergedEto>
{
    public async Task HandleEventAsync(TicketMergedEto eto, CancellationToken cancellationToken)
    {
        if (await routes.FindAsync(eto.Ticket.Id, cancellationToken) is { } route)
        {
            await FinishAsync(route, eto, cancellationToken);
        }
    }

    public async Task HandleEventAsync(TicketStatusChangedEto eto, CancellationToken cancellationToken)
    {
        if (await routes.FindAsync(eto.Ticket.Id, cancellationToken) is not { } route)
        {
            if (eto.IsReopened)
            {
                await assignments.RouteAsync(eto.Ticket.Id, cancellationToken: cancellationToken);
            }

            return;
        }

        if (eto.To.IsFinal())
        {
            await FinishAsync(route, eto, cancellationToken);
        }
        else if (eto.IsReopened)
        {
            route.Reopen();
            if (!eto.IsImported)
            {
                await assignments.WelcomeBackAsync(eto.Ticket.Id, cancellationToken);
            }
        }
    }

    private async Task FinishAsync(TicketRoute route, TicketEto eto, CancellationToken cancellationToken)
    {
        if (route.State == RouteState.Waiting)
        {
            // A pass may be about to give it away.
            await unitOfWorkManager.Current!.LockAsync(AssignmentManager.Lock, cancellationToken);
            route = await routes.ReloadAsync(route, cancellationToken);
        }

        route.Finish(eto.At);
        routes.ShowOnWall(eto.Ticket.Id);
        if (eto.Ticket.AssigneeId is { } owner && !eto.IsImported)
        {
            await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
            await assignments.CallAsync(await groups.GetOfAsync(owner, cancellationToken), cancellationToken);
        }
    }
}

/// <summary>A person decided, or took the owner away.</summary>
internal sealed class TicketAssignedEventHandler(
    AssignmentManager assignments,
    TicketRouteStore routes,
    AgentGroupManager groups,
    IUnitOfWorkManager unitOfWorkManager
) : IDistributedEventHandler<TicketAssignedEto>
{
    public async Task HandleEventAsync(TicketAssignedEto eto, CancellationToken cancellationToken)
    {
        // What the system gave, its own transaction has written already.
        if (eto.IsImported || eto.ActorId is null || await routes.FindAsync(eto.Ticket.Id, cancellationToken) is not { } route)
        {
            return;
        }

        if (route.AgentId != eto.ToAgentId)
        {
            await unitOfWorkManager.Current!.LockAsync(AssignmentManager.Lock, cancellationToken);
            route = await routes.ReloadAsync(route, cancellationToken);
            if (eto.ToAgentId is { } agent)
            {
                var group = route.GroupId is { } groupId ? await groups.FindAsync(groupId, cancellationToken) : null;
                route.Assign(agent, group?.StarsOf(agent), AssignmentReason.Manual, eto.At);
            }
            else
            {
                route.BeginWaiting(eto.At);
            }
        }

        if (eto.FromAgentId is { } before)
        {
            await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
            await assignments.CallAsync(await groups.GetOfAsync(before, cancellationToken), cancellationToken);
        }

        routes.ShowOnWall(eto.Ticket.Id);
    }
}

/// <summary>Another type or priority asks for other people, as long as nobody has begun.</summary>
internal sealed class TicketReclassifiedEventHandler(AssignmentManager assignments) : IDistributedEventHandler<TicketReclassifiedEto>
{
    public Task HandleEventAsync(TicketReclassifiedEto eto, CancellationToken cancellationToken) =>
        eto.IsImported
            ? Task.CompletedTask
            : assignments.RouteAsync(eto.Ticket.Id, keepGroup: eto.FromRequestTypeId == eto.Ticket.RequestTypeId, cancellationToken);
}

/// <summary>Facts for figures and rehearsals: when the first answer was given.</summary>
internal sealed class TicketRepliedEventHandler(CustomerServiceDbContext db) : IDistributedEventHandler<TicketRepliedEto>
{
    public Task HandleEventAsync(TicketRepliedEto eto, CancellationToken cancellationToken) =>
        !eto.IsByStaff || !eto.IsPublic
            ? Task.CompletedTask
            : db.Set<TicketRoute>()
                .Where(r => r.TicketId == eto.Ticket.Id && r.FirstResponseAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.FirstResponseAt, eto.At), cancellationToken);
}

/// <summary>Facts for figures: how it was rated.</summary>
internal sealed class TicketRatedEventHandler(CustomerServiceDbContext db) : IDistributedEventHandler<TicketRatedEto>
{
    public Task HandleEventAsync(TicketRatedEto eto, CancellationToken cancellationToken) =>
        db.Set<TicketRoute>()
            .Where(r => r.TicketId == eto.Ticket.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Rating, eto.Score), cancellationToken);
}
