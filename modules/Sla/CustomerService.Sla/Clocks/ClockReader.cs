using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Sla.Calendars;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Clocks;

internal sealed class ClockReader(CustomerServiceDbContext db, ScheduleProvider schedules) : ITransientDependency
{
    /// <summary>What is promised now: the latest of each kind, without the promises that are none any more.</summary>
    public async Task<IReadOnlyList<(SlaClock Clock, BusinessSchedule Schedule)>> GetCurrentAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await GetAllAsync(ticketIds, cancellationToken))
                .Where(x => x.Clock.State != SlaClockState.Cancelled)
                .GroupBy(x => (x.Clock.TicketId, x.Clock.Metric))
                .Select(x => x.Last())
                .OrderBy(x => x.Clock.Metric),
        ];

    /// <summary>Whatever was promised, oldest first within its kind; also what a merge has withdrawn.</summary>
    public async Task<IReadOnlyList<(SlaClock Clock, BusinessSchedule Schedule)>> GetAllAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken
    )
    {
        var clocks = await db.Set<SlaClock>()
            .AsNoTracking()
            .Where(x => ticketIds.Contains(x.TicketId) && (x.State != SlaClockState.Cancelled || x.EndedAt != null))
            .ToListAsync(cancellationToken);
        var calendars = new Dictionary<Guid, BusinessSchedule>();
        foreach (var id in clocks.Select(x => x.CalendarId).Distinct())
        {
            calendars[id] = await schedules.GetAsync(id, cancellationToken);
        }

        return [.. clocks.OrderBy(x => x.Metric).ThenBy(x => x.Cycle).Select(x => (x, calendars[x.CalendarId]))];
    }
}
