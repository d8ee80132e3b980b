using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace CustomerService.Sla.Calendars;

/// <summary>
/// Schedules ready for arithmetic. The calendar's stamp is the key: a changed calendar is another entry, so nothing
/// needs to be evicted.
/// </summary>
internal sealed class ScheduleProvider(CustomerServiceDbContext db, IMemoryCache cache) : ITransientDependency
{
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(30);

    public async Task<BusinessSchedule> GetAsync(Guid calendarId, CancellationToken cancellationToken)
    {
        var calendars = db.Set<BusinessCalendar>().IgnoreQueryFilters(["SoftDelete"]).Where(x => x.Id == calendarId);
        var stamp = await calendars.Select(x => (Guid?)x.ConcurrencyStamp).SingleOrDefaultAsync(cancellationToken);
        return (
            await cache.GetOrCreateAsync(
                (typeof(ScheduleProvider), stamp),
                async entry =>
                {
                    entry.SlidingExpiration = Unused;
                    return (await calendars.AsNoTracking().SingleAsync(cancellationToken)).ToSchedule();
                }
            )
        )!;
    }
}
