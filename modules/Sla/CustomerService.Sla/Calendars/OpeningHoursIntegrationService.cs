using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Sla.Policies;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerService.Sla.Calendars;

internal sealed class OpeningHoursIntegrationService(CustomerServiceDbContext db, PolicyMatcher policies) : IOpeningHoursIntegrationService
{
    private const int Week = 7;
    private const int DaysAhead = 90;
    private const int ChangesShown = 4;

    public async Task<OpeningWeekDto?> FindAsync(DateTime now, CancellationToken cancellationToken = default)
    {
        var facts = new TicketFacts(
            null,
            TicketPriority.Normal,
            TicketChannel.Portal,
            await policies.TierAsync(null, cancellationToken),
            null,
            []
        );
        if (
            await policies.FindAsync(facts, cancellationToken) is not { } match
            || await db.Set<BusinessCalendar>()
                .IgnoreQueryFilters(["SoftDelete"])
                .AsNoTracking()
                .FirstOrDefaultAsync(c => c.Id == match.CalendarId, cancellationToken)
                is not { } calendar
        )
        {
            return null;
        }

        var today = Instant.FromDateTimeUtc(now).InZone(DateTimeZoneProviders.Tzdb[calendar.TimeZone]).Date.ToDateOnly();
        return new OpeningWeekDto(
            calendar.TimeZone,
            [.. Enumerable.Range(0, Week).Select(n => Day(calendar, today.AddDays(n)))],
            [.. Changes(calendar, today).Take(ChangesShown)]
        );
    }

    private static OpeningDayDto Day(BusinessCalendar calendar, DateOnly date) =>
        calendar.Dates.FirstOrDefault(d => d.Date == date) is { } special
            ? new OpeningDayDto(date, Windows(special), special.Name)
            : new OpeningDayDto(
                date,
                [.. calendar.Week.Where(w => w.Day == date.DayOfWeek).Select(w => new CalendarWindowDto(w.Start, w.End))],
                null
            );

    private static IEnumerable<OpeningChangeDto> Changes(BusinessCalendar calendar, DateOnly today)
    {
        OpeningChangeDto? open = null;
        foreach (var date in calendar.Dates.Where(d => d.Date >= today && d.Date < today.AddDays(DaysAhead)).OrderBy(d => d.Date))
        {
            var windows = Windows(date);
            if (open is not null && open.To.AddDays(1) == date.Date && open.Name == date.Name && open.Windows.SequenceEqual(windows))
            {
                open = open with { To = date.Date };
                continue;
            }

            if (open is not null)
            {
                yield return open;
            }

            open = new OpeningChangeDto(date.Date, date.Date, date.Name, windows);
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    private static CalendarWindowDto[] Windows(SpecialDate date) => [.. date.Windows.Select(w => new CalendarWindowDto(w.Start, w.End))];
}
