using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Timers;
using CustomerService.Routing.Groups;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Assignment;

/// <summary>
/// Calls waiting tickets when somebody has time for them: as many as fit, urgent ones first. Each is then tried by a timer of its own,
/// in its own transaction, so that one that cannot be given holds up nobody.
/// </summary>
internal sealed class WaitingLine(
    CustomerServiceDbContext db, AgentGroupManager groups, AgentDirectory agents, ITicketIntegrationService tickets, ITimerManager timers, TimeProvider time)
    : ITransientDependency
{
    /// <summary>How far one call looks along the line; the next event goes on.</summary>
    private const int Look = 200;

    public async Task CallForAsync(Guid userId, CancellationToken cancellationToken)
    {
        foreach (var group in (await groups.GetAllAsync(cancellationToken)).Where(g => g.Members.Any(m => m.UserId == userId)))
        {
            await CallAsync(group, cancellationToken);
        }
    }

    /// <summary>All groups, and tickets that have none yet.</summary>
    public async Task CallAllAsync(CancellationToken cancellationToken)
    {
        foreach (var group in await groups.GetAllAsync(cancellationToken))
        {
            await CallAsync(group, cancellationToken);
        }

        foreach (var ticket in (await tickets.GetUnassignedAsync(null, Look, cancellationToken)).Where(t => t.GroupId is null))
        {
            await TryNowAsync(ticket.Id, cancellationToken);
        }
    }

    private async Task CallAsync(AgentGroup group, CancellationToken cancellationToken)
    {
        var free = (await agents.GetCandidatesAsync(group, cancellationToken)).Where(c => c.IsFree).ToList();
        if (free.Count == 0)
        {
            return;
        }

        var stars = free.Max(c => c.Stars);
        var places = free.Sum(c => c.Capacity - c.Load);
        foreach (var ticket in (await tickets.GetUnassignedAsync(group.Id, Look, cancellationToken))
            .Where(t => group.StarsFor(t) <= stars)
            .OrderByDescending(t => t.Priority).ThenBy(t => t.CreationTime)
            .Take(places))
        {
            await TryNowAsync(ticket.Id, cancellationToken);
        }
    }

    private Task TryNowAsync(Guid ticketId, CancellationToken cancellationToken) =>
        timers.ScheduleAsync(AssignmentTimerHandler.TimerKind, ticketId, time.GetUtcNow().UtcDateTime, cancellationToken: cancellationToken);

    public Task<int> CountWaitingAsync(CancellationToken cancellationToken) =>
        db.Set<TicketRoute>().CountAsync(r => r.State == RouteState.Waiting, cancellationToken);
}
