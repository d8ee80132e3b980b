using NodaTime;
using NodaTime.TimeZones;

namespace CustomerService.Sla.Calendars;

/// <summary>
/// The openings of a schedule within [<see cref="From"/>, <see cref="To"/>) as instants, with the business time that
/// has passed before each. Every question is one or two binary searches; all numbers are ticks since 1970 UTC.
/// </summary>
internal sealed class BusinessTimeline
{
    private readonly long[] _opens;
    private readonly long[] _before;

    private BusinessTimeline(long from, long to, List<(long Open, long Close)> openings)
    {
        (From, To) = (from, to);
        _opens = new long[openings.Count];
        _before = new long[openings.Count + 1];
        for (var i = 0; i < openings.Count; i++)
        {
            _opens[i] = openings[i].Open;
            _before[i + 1] = _before[i] + openings[i].Close - openings[i].Open;
        }
    }

    public long From { get; }

    public long To { get; }

    public static BusinessTimeline Build(long from, long to, DateTimeZone zone, Func<LocalDate, IReadOnlyList<TimeWindow>> windowsOn)
    {
        var openings = new List<(long Open, long Close)>();
        // A night shift may begin two days before the range when the zone skips a day.
        var first = Instant.FromUnixTimeTicks(from).InZone(zone).Date.PlusDays(-2);
        var last = Instant.FromUnixTimeTicks(to).InZone(zone).Date;
        for (var date = first; date <= last; date = date.PlusDays(1))
        {
            foreach (var window in windowsOn(date))
            {
                var open = Math.Max(ToTicks(window.OpensOn(date), zone), from);
                var close = Math.Min(ToTicks(window.ClosesOn(date), zone), to);
                if (open < close)
                {
                    openings.Add((open, close));
                }
            }
        }

        return new BusinessTimeline(from, to, Merge(openings));
    }

    public long Elapsed(long at)
    {
        var i = LastAtOrBefore(_opens, at);
        return i < 0 ? 0 : Math.Min(_before[i] + at - _opens[i], _before[i + 1]);
    }

    public bool IsOpen(long at)
    {
        var i = LastAtOrBefore(_opens, at);
        return i >= 0 && at - _opens[i] < _before[i + 1] - _before[i];
    }

    public bool TryNextOpening(long at, out long opening)
    {
        var next = LastAtOrBefore(_opens, at) + 1;
        var open = IsOpen(at);
        opening = open ? at : next < _opens.Length ? _opens[next] : 0;
        return open || next < _opens.Length;
    }

    public bool TryPreviousClosing(long at, out long closing)
    {
        var i = LastAtOrBefore(_opens, at - 1);
        closing = i < 0 ? 0 : Math.Min(at, _opens[i] + _before[i + 1] - _before[i]);
        return i >= 0;
    }

    public bool TryAdd(long start, long amount, out long due)
    {
        var target = Elapsed(start) + amount;
        // The last opening with less than the target before it, so that a full window ends at its closing.
        var i = LastAtOrBefore(_before, target - 1);
        var found = i < _opens.Length;
        due = found ? _opens[i] + target - _before[i] : 0;
        return found;
    }

    public bool TrySubtract(long end, long amount, out long begin)
    {
        var target = Elapsed(end) - amount;
        var found = target >= 0;
        var i = found ? LastAtOrBefore(_before, target) : 0;
        begin = found ? _opens[i] + target - _before[i] : 0;
        return found;
    }

    private static List<(long Open, long Close)> Merge(List<(long Open, long Close)> openings)
    {
        openings.Sort();
        var merged = new List<(long Open, long Close)>(openings.Count);
        foreach (var next in openings)
        {
            if (merged.Count > 0 && next.Open <= merged[^1].Close)
            {
                merged[^1] = (merged[^1].Open, Math.Max(merged[^1].Close, next.Close));
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged;
    }

    // Lenient is exactly the written rule: the first of two occurrences, forward by the gap for none.
    private static long ToTicks(LocalDateTime wallClock, DateTimeZone zone) =>
        wallClock.InZone(zone, Resolvers.LenientResolver).ToInstant().ToUnixTimeTicks();

    private static int LastAtOrBefore(long[] sorted, long value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }
}
