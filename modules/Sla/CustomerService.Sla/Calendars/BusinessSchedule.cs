using System.Collections.Frozen;
using CustomerService.Framework.Errors;
using NodaTime;
using NodaTime.TimeZones;

namespace CustomerService.Sla.Calendars;

/// <summary>
/// When a service centre is open, and the arithmetic of business time over it. Immutable, safe to share.
/// <list type="bullet">
/// <item>A window belongs to the day it starts on: an override (a holiday has no windows, an exception has others)
/// replaces the windows that start on its date; the night shift of the evening before is still finished.</item>
/// <item>Windows that touch or overlap count once. A break cuts out of whatever is open during it, a night shift of the
/// evening before as well.</item>
/// <item>Each boundary is a wall clock time, turned into an instant on its own. In the doubled autumn hour its
/// first occurrence counts; in the spring gap it moves forward by the length of the gap (02:30 becomes 03:30).
/// A window that has no length after that does not open.</item>
/// <item>Open from the opening instant, closed from the closing instant. An amount that is used up exactly at
/// closing time is due at closing time, not at the next opening; a zero amount is due at the first open instant.</item>
/// <item>What never opens is never open and has no business time, but nothing can be added to it: that is an error.</item>
/// </list>
/// </summary>
internal sealed class BusinessSchedule
{
    // Nobody promises beyond these years; they keep a slip of the pen from building a timeline without end.
    public const int FirstYear = 1970;
    public const int LastYear = 2199;

    private static readonly long Earliest = Instant.FromUtc(FirstYear, 1, 1, 0, 0).ToUnixTimeTicks();
    private static readonly long Latest = Instant.FromUtc(LastYear + 1, 1, 1, 0, 0).ToUnixTimeTicks();
    private static readonly long Margin = Duration.FromDays(200).BclCompatibleTicks;

    private readonly TimeWindow[][] _week;
    private readonly FrozenDictionary<LocalDate, TimeWindow[]> _overrides;
    private readonly FrozenDictionary<LocalDate, TimeWindow[]> _breaks;
    private readonly bool _opens;
    private volatile BusinessTimeline? _timeline;

    public BusinessSchedule(
        DateTimeZone zone,
        IEnumerable<KeyValuePair<IsoDayOfWeek, TimeWindow>> week,
        IEnumerable<KeyValuePair<LocalDate, IReadOnlyList<TimeWindow>>>? overrides = null,
        IEnumerable<KeyValuePair<LocalDate, IReadOnlyList<TimeWindow>>>? breaks = null
    )
    {
        Zone = zone;
        var days = week.ToLookup(x => x.Key, x => x.Value);
        _week = [.. Enumerable.Range(0, 8).Select(day => days[(IsoDayOfWeek)day].ToArray())];
        _overrides = ByDate(overrides);
        _breaks = ByDate(breaks);
        _opens = _week.Concat(_overrides.Values).Any(windows => windows.Length > 0);
    }

    public DateTimeZone Zone { get; }

    /// <summary>The first instant at which <paramref name="amount"/> of business time has passed since <paramref name="start"/>.</summary>
    public Instant AddBusinessTime(Instant start, Duration amount)
    {
        if (amount < Duration.Zero)
        {
            return SubtractBusinessTime(start, -amount);
        }

        CheckThatItOpens();
        var (from, ticks) = (start.ToUnixTimeTicks(), amount.BclCompatibleTicks);
        var timeline = Covering(from, from);
        long due;
        while (!(ticks == 0 ? timeline.TryNextOpening(from, out due) : timeline.TryAdd(from, ticks, out due)))
        {
            timeline = Later(timeline);
        }

        return Instant.FromUnixTimeTicks(due);
    }

    /// <summary>The mirror image: the last instant from which <paramref name="amount"/> passes until <paramref name="end"/>.</summary>
    public Instant SubtractBusinessTime(Instant end, Duration amount)
    {
        if (amount < Duration.Zero)
        {
            return AddBusinessTime(end, -amount);
        }

        CheckThatItOpens();
        var (to, ticks) = (end.ToUnixTimeTicks(), amount.BclCompatibleTicks);
        var timeline = Covering(to, to);
        long begin;
        while (!(ticks == 0 ? timeline.TryPreviousClosing(to, out begin) : timeline.TrySubtract(to, ticks, out begin)))
        {
            timeline = Earlier(timeline);
        }

        return Instant.FromUnixTimeTicks(begin);
    }

    /// <summary>Business time from one instant to the other; negative when <paramref name="end"/> is the earlier one.</summary>
    public Duration BusinessTimeBetween(Instant start, Instant end)
    {
        var (from, to) = (start.ToUnixTimeTicks(), end.ToUnixTimeTicks());
        var timeline = Covering(Math.Min(from, to), Math.Max(from, to));
        return Duration.FromTicks(timeline.Elapsed(to) - timeline.Elapsed(from));
    }

    /// <summary>The given instant when open, else the next opening.</summary>
    public Instant NextOpening(Instant instant) => AddBusinessTime(instant, Duration.Zero);

    public bool IsOpen(Instant instant)
    {
        var at = instant.ToUnixTimeTicks();
        return Covering(at, at).IsOpen(at);
    }

    /// <summary>So many days on which something opens further on, at the same time of day; closed then, the next opening.</summary>
    public Instant AddBusinessDays(Instant start, int days) =>
        days < 0 ? SubtractBusinessDays(start, -days) : NextOpening(SameTimeAfter(start, days, 1));

    /// <summary>The mirror image; closed then, the closing before.</summary>
    public Instant SubtractBusinessDays(Instant end, int days) =>
        days < 0 ? AddBusinessDays(end, -days) : SubtractBusinessTime(SameTimeAfter(end, days, -1), Duration.Zero);

    public bool IsOnBreak(Instant instant)
    {
        var date = instant.InZone(Zone).Date;
        return BreaksAround(date).Exists(x => x.Contains(instant.ToUnixTimeTicks()));
    }

    /// <summary>The windows that start on a date, after overrides and before breaks.</summary>
    public IReadOnlyList<TimeWindow> WindowsOn(LocalDate date) =>
        _overrides.TryGetValue(date, out var windows) ? windows : _week[(int)date.DayOfWeek];

    public IReadOnlyList<TimeWindow> BreaksOn(LocalDate date) => _breaks.TryGetValue(date, out var windows) ? windows : [];

    /// <summary>What opens on a date, window by window; a night shift ends on the next.</summary>
    public IEnumerable<Opening> OpeningsOn(LocalDate date)
    {
        var windows = WindowsOn(date).Select(x => Opening.Of(x, date, Zone)).Where(x => x.Open < x.Close);
        return _breaks.Count == 0 ? windows : windows.SelectMany(x => x.Without(BreaksAround(date)));
    }

    /// <summary>What is open from one instant to the other, in order, those that touch as one.</summary>
    public IReadOnlyList<Opening> OpeningsBetween(Instant start, Instant end)
    {
        var (from, to) = (start.ToUnixTimeTicks(), end.ToUnixTimeTicks());
        return from < to ? Covering(from, to).Between(from, to) : [];
    }

    private Instant SameTimeAfter(Instant start, int days, int step)
    {
        CheckThatItOpens();
        var from = start.InZone(Zone).LocalDateTime;
        var date = from.Date;
        for (var left = days; left > 0; )
        {
            date = date.PlusDays(step);
            CheckInRange(date.AtMidnight().InUtc().ToInstant().ToUnixTimeTicks());
            left -= OpeningsOn(date).Any() ? 1 : 0;
        }

        // Without a day to go the instant itself counts, also in the second of two doubled hours.
        return days == 0 ? start : (date + from.TimeOfDay).InZone(Zone, Resolvers.LenientResolver).ToInstant();
    }

    // A break may begin on the evening before, or fall into the part of a night shift after midnight.
    private List<Opening> BreaksAround(LocalDate date) =>
        [.. Enumerable.Range(-1, 3).SelectMany(x => BreaksOn(date.PlusDays(x)).Select(b => Opening.Of(b, date.PlusDays(x), Zone))).Order()];

    private BusinessTimeline Covering(long first, long last)
    {
        CheckInRange(first);
        CheckInRange(last);
        var known = _timeline;
        return known is null ? Build(first - Margin, last + Margin)
            : first < known.From || last >= known.To ? Build(Math.Min(first - Margin, known.From), Math.Max(last + Margin, known.To))
            : known;
    }

    // Growing by half of what is known keeps the cost of building in proportion to the distance asked for.
    private BusinessTimeline Later(BusinessTimeline known) => Build(known.From, known.To + (known.To - known.From) / 2, known);

    private BusinessTimeline Earlier(BusinessTimeline known) => Build(known.From - (known.To - known.From) / 2, known.To, known);

    // Two threads may build at once: both results are right, and the one stored last is kept.
    private BusinessTimeline Build(long from, long to, BusinessTimeline? known = null)
    {
        (from, to) = (Math.Max(from, Earliest), Math.Min(to, Latest));
        if (known?.From == from && known.To == to)
        {
            throw new BusinessException(SlaErrorCodes.OutOfRange);
        }

        return _timeline = BusinessTimeline.Build(from, to, Zone, OpeningsOn);
    }

    private void CheckThatItOpens()
    {
        if (!_opens)
        {
            throw new BusinessException(SlaErrorCodes.AlwaysClosed);
        }
    }

    private static void CheckInRange(long at)
    {
        if (at < Earliest || at >= Latest)
        {
            throw new BusinessException(SlaErrorCodes.OutOfRange);
        }
    }

    private static FrozenDictionary<LocalDate, TimeWindow[]> ByDate(
        IEnumerable<KeyValuePair<LocalDate, IReadOnlyList<TimeWindow>>>? windows
    ) => (windows ?? []).ToFrozenDictionary(x => x.Key, x => x.Value.ToArray());
}
