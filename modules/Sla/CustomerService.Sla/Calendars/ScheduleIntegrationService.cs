using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using NodaTime;

namespace CustomerService.Sla.Calendars;

internal sealed class ScheduleIntegrationService(CustomerServiceDbContext db, IMemoryCache cache) : IScheduleIntegrationService
{
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(30);

    public async Task<IReadOnlyDictionary<Guid, string>> GetCalendarsAsync(CancellationToken cancellationToken = default) =>
        await db.Set<BusinessCalendar>().ToDictionaryAsync(x => x.Id, x => x.Name, cancellationToken);

    public async Task<IReadOnlyList<IOpeningTimes>> GetAsync(
        IReadOnlyList<OpeningHours> hours,
        CancellationToken cancellationToken = default
    )
    {
        var named = hours.Select(x => x.DatesOf).OfType<Guid>().Distinct().ToList();
        var stamps =
            named.Count == 0
                ? []
                : await db.Set<BusinessCalendar>()
                    .Where(x => named.Contains(x.Id))
                    .ToDictionaryAsync(x => x.Id, x => x.ConcurrencyStamp, cancellationToken);
        var found = new List<IOpeningTimes>(hours.Count);
        foreach (var one in hours)
        {
            // What it is made of is the key: a changed calendar has another stamp, so nothing needs to be evicted.
            var stamp = one.DatesOf is { } id && stamps.TryGetValue(id, out var known) ? known : (Guid?)null;
            found.Add(
                (
                    await cache.GetOrCreateAsync(
                        (typeof(ScheduleIntegrationService), one.TimeZone, Text(one.Week), stamp),
                        entry =>
                        {
                            entry.SlidingExpiration = Unused;
                            return MakeAsync(one, stamp is not null, cancellationToken);
                        }
                    )
                )!
            );
        }

        return found;
    }

    private async Task<IOpeningTimes> MakeAsync(OpeningHours hours, bool hasDates, CancellationToken cancellationToken)
    {
        var dates = hasDates
            ? (await db.Set<BusinessCalendar>().AsNoTracking().SingleAsync(x => x.Id == hours.DatesOf, cancellationToken)).Dates
            : [];
        var week = hours.Week.SelectMany(day => day.Windows.Select(x => new WeeklyWindow(day.Day, x.Start, x.End)));
        return new OpeningTimes(BusinessCalendar.Create("", hours.TimeZone, [.. week], dates).ToSchedule());
    }

    private static string Text(IReadOnlyList<CalendarDayDto> week) =>
        string.Join(';', week.SelectMany(day => day.Windows.Select(x => $"{day.Day} {x.Start:HH\\:mm\\:ss}-{x.End:HH\\:mm\\:ss}")));

    private sealed class OpeningTimes(BusinessSchedule schedule) : IOpeningTimes
    {
        public bool IsOpen(DateTime utc) => schedule.IsOpen(Instant.FromDateTimeUtc(utc));

        public DateTime NextOpening(DateTime utc) => schedule.NextOpening(Instant.FromDateTimeUtc(utc)).ToDateTimeUtc();

        public IReadOnlyList<OpenStretch> Between(DateTime from, DateTime to) =>
            [
                .. schedule
                    .OpeningsBetween(Instant.FromDateTimeUtc(from), Instant.FromDateTimeUtc(to))
                    .Select(x => new OpenStretch(Utc(x.Open), Utc(x.Close))),
            ];

        private static DateTime Utc(long ticks) => Instant.FromUnixTimeTicks(ticks).ToDateTimeUtc();
    }
}
