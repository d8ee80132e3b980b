using NodaTime;

namespace CustomerService.Sla.Calendars;

/// <summary>The naive yardstick: looks at each minute whether some window has it, and counts.</summary>
internal sealed class MinuteWalk(BusinessSchedule schedule)
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly Dictionary<LocalDate, List<(Instant Open, Instant Close)>> _days = [];
    private readonly Dictionary<LocalDate, List<(Instant Open, Instant Close)>> _breaks = [];

    public Instant Add(Instant start, int minutes)
    {
        var at = start;
        while (minutes > 0 || !IsOpen(at))
        {
            minutes -= IsOpen(at) ? 1 : 0;
            at += Minute;
            if (minutes == 0 && IsOpen(at - Minute))
            {
                break;
            }
        }

        return at;
    }

    public Instant Subtract(Instant end, int minutes)
    {
        var at = end;
        while (minutes > 0 || !IsOpen(at - Minute))
        {
            minutes -= IsOpen(at - Minute) ? 1 : 0;
            at -= Minute;
            if (minutes == 0 && IsOpen(at))
            {
                break;
            }
        }

        return at;
    }

    public int Between(Instant start, Instant end)
    {
        var minutes = 0;
        for (var at = start; at < end; at += Minute)
        {
            minutes += IsOpen(at) ? 1 : 0;
        }

        return minutes;
    }

    public bool IsOpen(Instant at)
    {
        var date = at.InZone(schedule.Zone).Date;
        return Has(_days, date, at, schedule.WindowsOn) && !Has(_breaks, date, at, schedule.BreaksOn);
    }

    private bool Has(
        Dictionary<LocalDate, List<(Instant Open, Instant Close)>> known,
        LocalDate date,
        Instant at,
        Func<LocalDate, IReadOnlyList<TimeWindow>> windowsOn
    ) => Enumerable.Range(-3, 5).Any(offset => Openings(known, date.PlusDays(offset), windowsOn).Any(x => x.Open <= at && at < x.Close));

    private List<(Instant Open, Instant Close)> Openings(
        Dictionary<LocalDate, List<(Instant Open, Instant Close)>> known,
        LocalDate date,
        Func<LocalDate, IReadOnlyList<TimeWindow>> windowsOn
    )
    {
        if (!known.TryGetValue(date, out var openings))
        {
            known[date] = openings = [
                .. windowsOn(date)
                    .Select(x => (FirstShowing(date + x.Start), FirstShowing((x.End > x.Start ? date : date.PlusDays(1)) + x.End))),
            ];
        }

        return openings;
    }

    // The first instant at which a clock on the wall shows this; a clock that skips it is read with the old offset.
    private Instant FirstShowing(LocalDateTime wallClock)
    {
        var asUtc = wallClock.InUtc().ToInstant();
        var offsets = new[] { -30, 30 }.Select(hours => schedule.Zone.GetUtcOffset(asUtc + Duration.FromHours(hours))).ToArray();
        var showing = offsets
            .Select(offset => asUtc - Duration.FromSeconds(offset.Seconds))
            .Where(x => x.InZone(schedule.Zone).LocalDateTime == wallClock)
            .DefaultIfEmpty(asUtc - Duration.FromSeconds(offsets[0].Seconds));
        return showing.Min();
    }
}
