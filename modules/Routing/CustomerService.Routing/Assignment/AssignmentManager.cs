using CustomerService.Framework.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Timers;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Assignment;

/// <summary>
/// Finds agents for tickets and claims the tickets for them. One pass at a time in a tenant keeps the loads true; a
/// pass decides for everybody who
/// waits, so that a rush costs few passes. The claim itself is a compare-and-set, for people do not ask us.
/// </summary>
internal sealed class AssignmentManager(
    AgentGroupManager groups,
    AgentDirectory agents,
    WaitingLine line,
    TicketRouteStore routes,
    PresenceManager presences,
    ITicketIntegrationService tickets,
    IUserIntegrationService users,
    ITimerManager timers,
    IUnitOfWorkManager unitOfWorkManager,
    TimeProvider time
) : ITransientDependency
{
    /// <summary>Whoever decides second must see the load that the first one made.</summary>
    public const string Lock = "routing.assignment";

    /// <summary>So many that came in are decided in one pass; the next event goes on.</summary>
    private const int Newcomers = 200;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// A ticket came in without an owner: it gets one or a place in the line, and so do all others that came in
    /// meanwhile.
    /// </summary>
    public async Task RouteNewAsync(Guid ticketId, bool isImported, CancellationToken cancellationToken = default)
    {
        // Asked twice: most tickets of a rush were decided by the pass of another one, and need not wait for the lock to learn it.
        if (await routes.FindAsync(ticketId, cancellationToken) is not null)
        {
            return;
        }

        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        if (
            await routes.FindAsync(ticketId, cancellationToken) is not null
            || await tickets.FindAsync(ticketId, cancellationToken) is not { AssigneeId: null } ticket
            || ticket.Status.IsFinal()
        )
        {
            return;
        }

        var all = await groups.GetAllAsync(cancellationToken);
        if (all.Count > 0)
        {
            var unrouted = await tickets.GetUnroutedAsync(Newcomers, cancellationToken);
            var newcomers = await line.EnterAsync(
                [.. unrouted.Where(t => t.Id != ticketId).Append(ticket)],
                all,
                isImported,
                cancellationToken
            );
            await PassAsync(all, newcomers, cancellationToken);
        }
    }

    /// <summary>Gives a ticket without an owner to somebody, or lets it wait and says why.</summary>
    /// <param name="keepGroup">false: the group is chosen anew by the rules.</param>
    public async Task RouteAsync(Guid ticketId, bool keepGroup = true, CancellationToken cancellationToken = default)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        if (
            await tickets.FindAsync(ticketId, cancellationToken) is not { AssigneeId: null } ticket
            || ticket.Status.IsFinal()
            || await groups.FindForAsync(ticket, keepGroup, cancellationToken) is not { } group
        )
        {
            return;
        }

        var route = await routes.GetOrCreateAsync(ticket, cancellationToken);
        if (route.State != RouteState.Waiting)
        {
            route.BeginWaiting(Now);
        }

        route.Classify(ticket, await TierOfAsync(ticket, cancellationToken));
        route.Place(group.Id, group.ToPolicy());
        await PassAsync([group], [route], cancellationToken);
    }

    /// <summary>Somebody has time, or a wait has reached its point: the lines of these groups are called.</summary>
    public async Task CallAsync(IReadOnlyCollection<AgentGroup> called, CancellationToken cancellationToken)
    {
        if (!await line.IsAnybodyWaitingAsync(called, cancellationToken))
        {
            return;
        }

        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        await PassAsync(called, [], cancellationToken);
    }

    /// <summary>Moves a ticket away from its owner; leaves it with him when nobody is free.</summary>
    /// <param name="leastStars">More than the ticket itself asks for, for instance because one star was not enough; 0: as it asks.</param>
    /// <returns>The new owner, or null.</returns>
    public async Task<Guid?> MoveAsync(
        TicketSnapshot ticket,
        AgentGroup group,
        int leastStars,
        AssignmentReason reason,
        CancellationToken cancellationToken
    )
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        var route = await routes.GetOrCreateAsync(ticket, cancellationToken);
        route.Classify(ticket, await TierOfAsync(ticket, cancellationToken));
        var policy = group.ToPolicy() with { OverflowAfter = TimeSpan.Zero };
        var stars = Math.Max(policy.StarsFor(route.Facts), Math.Min(leastStars, StarMatrix.MaxStars));
        var roster = (await agents.ReadAsync([group], ticket.AssigneeId, isForPeople: false, cancellationToken))[group.Id];
        var waiting = new WaitingTicket(
            ticket.Id,
            group.Id,
            stars,
            stars,
            Now - TimeSpan.FromMinutes(group.OverflowMinutes),
            Now,
            ticket.Channel
        );
        if (
            AssignmentRule.Decide(roster, waiting, Now).GroupMembership is not { } seat
            || !await tickets.TryAssignAsync(
                ticket.Id,
                new AssignTicket(group.Id, group.Name, seat.UserId, KeyOf(reason), stars),
                ticket.AssigneeId,
                cancellationToken
            )
        )
        {
            return null;
        }

        route.Place(group.Id, policy, leastStars);
        route.Assign(seat.UserId, seat.Stars, reason, Now);
        await presences.RememberAssignmentAsync([seat.UserId], Now, cancellationToken);
        routes.ShowOnWall(ticket.Id);
        return seat.UserId;
    }

    /// <summary>To a named person, whatever the rules say: somebody has answered for it.</summary>
    public async Task AssignDirectlyAsync(TicketSnapshot ticket, Guid userId, AssignmentReason reason, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        if (await groups.FindForAsync(ticket, keepGroup: true, cancellationToken) is not { } group)
        {
            return;
        }

        var route = await routes.GetOrCreateAsync(ticket, cancellationToken);
        route.Classify(ticket, await TierOfAsync(ticket, cancellationToken));
        route.Place(group.Id, group.ToPolicy());
        if (
            await tickets.TryAssignAsync(
                ticket.Id,
                new AssignTicket(group.Id, group.Name, userId, KeyOf(reason), route.RequiredStars),
                ticket.AssigneeId,
                cancellationToken
            )
        )
        {
            route.Assign(userId, group.StarsOf(userId), reason, Now);
            await presences.RememberAssignmentAsync([userId], Now, cancellationToken);
        }
    }

    /// <summary>Before all others of its group, if it still waits.</summary>
    public async Task CallFirstAsync(TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        if (
            ticket.AssigneeId is null
            && await routes.FindAsync(ticket.Id, cancellationToken) is { State: RouteState.Waiting, GroupId: { } groupId } route
            && await groups.FindAsync(groupId, cancellationToken) is { } group
        )
        {
            route.GoFirst();
            await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
            await PassAsync([group], [], cancellationToken);
        }
    }

    /// <summary>An exception is over: its person gives the ticket back, or it waits where it would have stood.</summary>
    public async Task EndExceptionAsync(TicketSnapshot ticket, Guid? userId, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        if (
            await routes.FindAsync(ticket.Id, cancellationToken) is not { GroupId: { } groupId } route
            || await groups.FindAsync(groupId, cancellationToken) is not { } group
        )
        {
            return;
        }

        var policy = group.ToPolicy();
        if (
            userId is not null
            && ticket.AssigneeId == userId
            && (group.StarsOf(userId.Value) ?? 0) < policy.StarsFor(route.Facts)
            && await tickets.TryAssignAsync(
                ticket.Id,
                new AssignTicket(group.Id, group.Name, null, KeyOf(AssignmentReason.ExceptionEnded), route.RequiredStars),
                userId,
                cancellationToken
            )
        )
        {
            route.HandBack(AssignmentReason.ExceptionEnded, Now);
        }

        route.Place(group.Id, policy);
        await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
        await PassAsync([group], [], cancellationToken);
    }

    /// <summary>
    /// A reopened ticket stays with its owner if he is here; otherwise somebody who is here gets it, and if nobody is,
    /// he keeps it.
    /// </summary>
    public async Task WelcomeBackAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(ticketId, cancellationToken) is not { } ticket || ticket.Status.IsFinal())
        {
            return;
        }

        if (ticket.AssigneeId is not { } owner)
        {
            await RouteAsync(ticketId, cancellationToken: cancellationToken);
        }
        else if (
            !await agents.IsHereAsync(owner, cancellationToken)
            && await groups.FindForAsync(ticket, keepGroup: true, cancellationToken) is { } group
        )
        {
            await MoveAsync(ticket, group, 0, AssignmentReason.LowestSufficientStar, cancellationToken);
        }
    }

    /// <summary>Somebody went away: what he has not begun goes back to where it stood in the line.</summary>
    public async Task HandBackAsync(Guid userId, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        var left = await tickets.GetNotBegunAsync(userId, Newcomers, cancellationToken);
        var mine = await routes.FindManyAsync([.. left.Select(t => t.Id)], cancellationToken);
        var all = await groups.GetAllAsync(cancellationToken);
        var back = left.Where(t =>
                mine.ContainsKey(t.Id) && all.FirstOrDefault(g => g.Id == mine[t.Id].GroupId) is { HandBackMinutes: not null }
            )
            .ToDictionary(t => t.Id);
        if (back.Count == 0)
        {
            return;
        }

        var free = await tickets.TryAssignManyAsync(
            back.ToDictionary(
                t => t.Key,
                t => new AssignTicket(
                    mine[t.Key].GroupId,
                    all.First(g => g.Id == mine[t.Key].GroupId).Name,
                    null,
                    KeyOf(AssignmentReason.HandedBack),
                    mine[t.Key].RequiredStars
                )
            ),
            userId,
            cancellationToken
        );
        foreach (var id in free)
        {
            mine[id].HandBack(AssignmentReason.HandedBack, Now);
        }

        // Written now: the pass claims the same tickets anew.
        await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
        await PassAsync(all, [], cancellationToken);
    }

    /// <summary>
    /// Decides for the first of the lines and for newcomers, first come by rank, and writes it all at once. The lock is
    /// held.
    /// </summary>
    private async Task PassAsync(
        IReadOnlyCollection<AgentGroup> called,
        IReadOnlyCollection<TicketRoute> newcomers,
        CancellationToken cancellationToken
    )
    {
        var byId = called.ToDictionary(g => g.Id);
        var rosters = await agents.ReadAsync(called, null, isForPeople: false, cancellationToken);
        var waiting = (await line.ReadAsync(rosters, cancellationToken))
            .Concat(newcomers)
            .DistinctBy(r => r.TicketId)
            .ToDictionary(r => r.TicketId);
        if (waiting.Count == 0)
        {
            return;
        }

        var known = await routes.FindKnownAgentsAsync([.. newcomers], cancellationToken);
        var placements = AssignmentPass.Run(waiting.Values.Select(r => r.ToWaiting(known.GetValueOrDefault(r.RequesterId))), rosters, Now);
        var changes = placements
            .Where(p => p.Decision.GroupMembership is not null || newcomers.Any(n => n.TicketId == p.Ticket.TicketId))
            .ToDictionary(
                p => p.Ticket.TicketId,
                p => new AssignTicket(
                    p.Ticket.GroupId,
                    byId[p.Ticket.GroupId].Name,
                    p.Decision.GroupMembership?.UserId,
                    KeyOf(p.Decision.Reason),
                    p.Ticket.RequiredStars
                )
            );
        var changed = await tickets.TryAssignManyAsync(changes, null, cancellationToken);
        foreach (var (ticket, decision) in placements)
        {
            if (decision.GroupMembership is null)
            {
                waiting[ticket.TicketId].Wait(decision.Reason, Now);
            }
            else if (changed.Contains(ticket.TicketId))
            {
                waiting[ticket.TicketId].Assign(decision.GroupMembership.UserId, decision.GroupMembership.Stars, decision.Reason, Now);
            }
        }

        var given = placements.Select(p => p.Decision.GroupMembership?.UserId).OfType<Guid>().Distinct().ToList();
        await presences.RememberAssignmentAsync(given, Now, cancellationToken);
        await line.EstimateAsync(
            [
                .. placements
                    .Where(p => p.Decision.GroupMembership is null)
                    .Select(p => waiting[p.Ticket.TicketId])
                    .Where(r => r.EstimatedWait is null),
            ],
            rosters,
            cancellationToken
        );
        await PlanNextAsync(placements, byId, cancellationToken);
        routes.ShowOnWall(placements[0].Ticket.TicketId);
    }

    /// <summary>One timer for all of a group that reach their point in the same ten seconds.</summary>
    private async Task PlanNextAsync(
        IReadOnlyList<Placement> placements,
        IReadOnlyDictionary<Guid, AgentGroup> called,
        CancellationToken cancellationToken
    )
    {
        var due = placements
            .Where(p => p.Decision.RetryAt is not null)
            .Select(p => (p.Ticket.GroupId, At: p.Decision.RetryAt!.Value))
            .ToList();
        foreach (var groupId in placements.Where(p => p.Decision.GroupMembership is null).Select(p => p.Ticket.GroupId).Distinct())
        {
            if (await agents.NextShiftAsync(called[groupId], cancellationToken) is { } shift)
            {
                due.Add((groupId, shift));
            }
        }

        foreach (var (groupId, at) in due.Select(d => (d.GroupId, At: CallTimerHandler.Bucket(d.At))).Distinct())
        {
            await timers.ScheduleAsync(
                CallTimerHandler.TimerKind,
                groupId,
                at,
                CallTimerHandler.KeyOf(at),
                cancellationToken: cancellationToken
            );
        }
    }

    private async Task<CustomerTier> TierOfAsync(TicketSnapshot ticket, CancellationToken cancellationToken) =>
        (await users.FindAsync(ticket.RequesterId, cancellationToken))?.Tier ?? CustomerTier.Standard;

    public static string KeyOf(AssignmentReason reason) => $"Enum.{nameof(AssignmentReason)}.{reason}";
}
