using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Timers;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Assignment;

/// <summary>Finds an agent for a ticket and claims it for him. One decision at a time in a tenant keeps the loads true; the claim itself is a compare-and-set, for people do not ask us.</summary>
internal sealed class AssignmentManager(
    CustomerServiceDbContext db, AgentGroupManager groups, AgentDirectory agents, PresenceManager presences, ITicketIntegrationService tickets,
    ITimerManager timers, IUnitOfWork unitOfWork, IRealTimeHub hub, TimeProvider time) : ITransientDependency
{
    /// <summary>Whoever decides second must see the load that the first one made.</summary>
    private const string Lock = "routing.assignment";

    /// <summary>Gives a ticket without an owner to somebody, or lets it wait and says why.</summary>
    /// <param name="keepGroup">false: the group is chosen anew by the rules.</param>
    public async Task RouteAsync(Guid ticketId, bool keepGroup = true, CancellationToken cancellationToken = default)
    {
        await unitOfWork.LockAsync(Lock, cancellationToken);
        if (await tickets.FindAsync(ticketId, cancellationToken) is not { AssigneeId: null } ticket || ticket.Status.IsSolved()
            || await groups.FindForAsync(ticket, keepGroup, cancellationToken) is not { } group)
        {
            return;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var route = await GetOrCreateRouteAsync(ticket, cancellationToken);
        if (route.State != RouteState.Waiting || route.AgentId is not null)
        {
            route.BeginWaiting(now);
        }

        var stars = group.StarsFor(ticket);
        var request = new AssignmentRequest(stars, route.WaitingSince, TimeSpan.FromMinutes(group.OverflowMinutes), route.LastAgentId);
        var decision = await ClaimAsync(ticket, group, request, null, null, cancellationToken);
        if (decision is null)
        {
            return;
        }

        var isMoved = ticket.GroupId != group.Id || route.RequiredStars != stars;
        route.Place(group.Id, stars);
        if (decision.Agent is not null)
        {
            route.Assign(decision.Agent.UserId, decision.Reason, now);
        }
        else
        {
            await WaitAsync(ticket, route, group, decision, isMoved, now, cancellationToken);
        }

        ShowOnWall(ticket.Id);
    }

    /// <summary>Moves a ticket away from its owner; leaves it with him when nobody is free.</summary>
    /// <returns>The new owner, or null.</returns>
    public async Task<Guid?> MoveAsync(TicketSnapshot ticket, AgentGroup group, int stars, AssignmentReason reason, CancellationToken cancellationToken)
    {
        await unitOfWork.LockAsync(Lock, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var route = await GetOrCreateRouteAsync(ticket, cancellationToken);
        var request = new AssignmentRequest(stars, now, TimeSpan.Zero);
        var decision = await ClaimAsync(ticket, group, request, ticket.AssigneeId, reason, cancellationToken);
        if (decision?.Agent is not { } agent)
        {
            return null;
        }

        route.Place(group.Id, stars);
        route.Assign(agent.UserId, reason, now);
        ShowOnWall(ticket.Id);
        return agent.UserId;
    }

    /// <summary>A reopened ticket stays with its owner if he is here; otherwise somebody who is here gets it, and if nobody is, he keeps it.</summary>
    public async Task WelcomeBackAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(ticketId, cancellationToken) is not { } ticket || ticket.Status.IsSolved())
        {
            return;
        }

        if (ticket.AssigneeId is not { } owner)
        {
            await RouteAsync(ticketId, cancellationToken: cancellationToken);
        }
        else if (await presences.FindAsync(owner, cancellationToken) is not { State: PresenceState.Online }
            && await groups.FindForAsync(ticket, keepGroup: true, cancellationToken) is { } group)
        {
            await MoveAsync(ticket, group, group.StarsFor(ticket), AssignmentReason.LowestSufficientStar, cancellationToken);
        }
    }

    public async Task<TicketRoute> GetOrCreateRouteAsync(TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        var route = await FindRouteAsync(ticket.Id, cancellationToken);
        if (route is null)
        {
            route = new TicketRoute(ticket);
            db.Add(route);
        }

        return route;
    }

    public async Task<TicketRoute?> FindRouteAsync(Guid ticketId, CancellationToken cancellationToken) =>
        db.Set<TicketRoute>().Local.FirstOrDefault(r => r.TicketId == ticketId)
        ?? await db.Set<TicketRoute>().FirstOrDefaultAsync(r => r.TicketId == ticketId, cancellationToken);

    public void ShowOnWall(Guid ticketId) => unitOfWork.OnCompleted(() => hub.PublishAsync(new RealTimeMessage(RoutingTopics.Wall, ticketId.ToString())));

    /// <returns>null: somebody else has the ticket.</returns>
    private async Task<AssignmentDecision?> ClaimAsync(
        TicketSnapshot ticket, AgentGroup group, AssignmentRequest request, Guid? owner, AssignmentReason? reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var candidates = await agents.GetCandidatesAsync(group, cancellationToken);
        var decision = AssignmentRule.Decide([.. candidates.Where(c => owner is null || c.UserId != owner)], request, now);
        if (decision.Agent is not { } agent)
        {
            return decision;
        }

        var change = new AssignTicket(group.Id, group.Name, agent.UserId, KeyOf(reason ?? decision.Reason), request.RequiredStars);
        if (!await tickets.TryAssignAsync(ticket.Id, change, owner, cancellationToken))
        {
            return null;
        }

        await presences.RememberAssignmentAsync(agent.UserId, now, cancellationToken);
        return decision;
    }

    private async Task WaitAsync(TicketSnapshot ticket, TicketRoute route, AgentGroup group, AssignmentDecision decision, bool isMoved, DateTime now, CancellationToken cancellationToken)
    {
        route.Wait(decision.Reason, now);
        if (isMoved)
        {
            await tickets.TryAssignAsync(ticket.Id, new AssignTicket(group.Id, group.Name, null, KeyOf(decision.Reason), route.RequiredStars), null, cancellationToken);
        }

        if (decision.RetryAt is { } retryAt)
        {
            await timers.ScheduleAsync(AssignmentTimerHandler.TimerKind, ticket.Id, retryAt, cancellationToken: cancellationToken);
        }
    }

    public static string KeyOf(AssignmentReason reason) => $"Enum.{nameof(AssignmentReason)}.{reason}";
}

internal static class TicketStatusExtensions
{
    public static bool IsSolved(this TicketStatus status) => status is TicketStatus.Resolved or TicketStatus.Closed;
}
