using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Queue;

internal sealed class QueueIntegrationService(
    CustomerServiceDbContext db,
    AgentGroupManager groups,
    AgentDirectory agents,
    QueueReader queue,
    MomentCache moment,
    TimeProvider time
) : IQueueIntegrationService
{
    /// <summary>Nobody should watch a page longer than this.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(10);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<QueueDto?> FindAsync(Guid ticketId, CancellationToken cancellationToken = default)
    {
        var route = await db.Set<TicketRoute>().AsNoTracking().FirstOrDefaultAsync(r => r.TicketId == ticketId, cancellationToken);
        if (route is null)
        {
            return new QueueDto(ticketId, 0, Now, null, QueueChange.None, false, false);
        }

        if (
            route is not { State: RouteState.Waiting, GroupId: { } groupId }
            || await ReadAsync(groupId, cancellationToken) is not { } state
        )
        {
            return null;
        }

        var waiting = route.ToWaiting();
        var place = state.Line.PlaceOf(waiting);
        if (WaitForecast.Estimate(state.Roster, waiting, place, state.Line.Pace, Now) is not { } estimate)
        {
            return new QueueDto(ticketId, place.Position, route.WaitingSince, null, QueueChange.None, true, route.HasLeftQueue);
        }

        var shown = await ShowAsync(
            route,
            Now + (estimate * state.Line.Pace.Stretch),
            state.Roster.CapacityFrom(route.RequiredStars),
            place.Overtook,
            cancellationToken
        );
        return new QueueDto(
            ticketId,
            place.Position,
            route.WaitingSince,
            shown.Until,
            shown.Change,
            shown.Until - Now > LongWait,
            route.HasLeftQueue
        );
    }

    public async Task<QueuePreviewDto?> PreviewAsync(
        string requestTypeKey,
        string priority,
        string risk,
        string complexity,
        CancellationToken cancellationToken = default
    )
    {
        if (
            AgentGroupManager.Choose(await groups.GetAllAsync(cancellationToken), null, requestTypeKey) is not { } group
            || await ReadAsync(group.Id, cancellationToken) is not { } state
        )
        {
            return null;
        }

        var facts = new TicketFacts(
            Enum.Parse<TicketPriority>(priority),
            Enum.Parse<TicketGrade>(risk),
            Enum.Parse<TicketGrade>(complexity),
            CustomerTier.Standard
        );
        var waiting = new WaitingTicket(
            Guid.Empty,
            group.Id,
            state.Roster.Policy.StarsFor(facts),
            state.Roster.Policy.FloorFor(facts),
            Now,
            RoutingPolicy.RankOf(facts, Now)
        );
        var place = state.Line.PlaceOf(waiting);
        return AssignmentRule.Decide(state.Roster, waiting, Now).GroupMembership is not null
            ? new QueuePreviewDto(place.Ahead, TimeSpan.Zero)
            : new QueuePreviewDto(
                place.Ahead,
                WaitForecast.Estimate(state.Roster, waiting, place, state.Line.Pace, Now) * state.Line.Pace.Stretch
            );
    }

    public async Task<Guid?> FindGroupAsync(string requestTypeKey, CancellationToken cancellationToken = default) =>
        AgentGroupManager.Choose(await groups.GetAllAsync(cancellationToken), null, requestTypeKey)?.Id;

    public async Task LeaveAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        await db.Set<TicketRoute>()
            .Where(r => r.TicketId == ticketId && r.State == RouteState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.HasLeftQueue, true), cancellationToken);

    /// <summary>
    /// What was said is remembered, so that the next word does not contradict it. Past the concurrency stamp: a look
    /// must not disturb a decision.
    /// </summary>
    private async Task<ShownWait> ShowAsync(
        TicketRoute route,
        DateTime expected,
        int capacity,
        int overtook,
        CancellationToken cancellationToken
    )
    {
        var before = route.ShownUntil is { } until
            ? new ShownWait(until, route.ShownCapacity, route.ShownOvertook, route.ShownChange)
            : null;
        var shown = before?.Next(expected, capacity, overtook, Now) ?? new ShownWait(expected, capacity, overtook);
        if (shown != before)
        {
            await db.Set<TicketRoute>()
                .Where(r => r.TicketId == route.TicketId)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(r => r.ShownUntil, shown.Until)
                            .SetProperty(r => r.ShownCapacity, shown.Capacity)
                            .SetProperty(r => r.ShownOvertook, shown.Overtook)
                            .SetProperty(r => r.ShownChange, shown.Change),
                    cancellationToken
                );
        }

        return shown;
    }

    /// <summary>However many watch one line, it is read once in a few seconds.</summary>
    private Task<QueueMoment?> ReadAsync(Guid groupId, CancellationToken cancellationToken) =>
        moment.GetAsync(
            groupId,
            async () =>
                await groups.FindAsync(groupId, cancellationToken) is { } group
                    ? new QueueMoment(
                        (await agents.ReadAsync([group], null, isForPeople: false, cancellationToken))[groupId],
                        await queue.ReadLineAsync(groupId, cancellationToken)
                    )
                    : null
        );
}
