using NodaTime;

namespace CustomerService.Sla.Calendars;

/// <summary>
/// The openings of a schedule within [<see cref="From"/>, <see cref="To"/>) as instants, with the business time that
/// has passed before each. Every question is one or two binary searches; all numbers are ticks since 1970 UTC.
/// </summary>
internal sealed class BusinessTimeline
{
    private readonly long[] _opens;
    private readonly long[] _before;

    private BusinessTimeline(long from, long to, List<Opening> openings)
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

    /// <param name="openingsOn">The openings that begin on a date of the zone.</param>
    public static BusinessTimeline Build(long from, long to, DateTimeZone zone, Func<LocalDate, IEnumerable<Opening>> openingsOn)
    {
        var openings = new List<Opening>();
        // A night shift may begin two days before the range when the zone skips a day.
        var first = Instant.FromUnixTimeTicks(from).InZone(zone).Date.PlusDays(-2);
        var last = Instant.FromUnixTimeTicks(to).InZone(zone).Date;
        for (var date = first; date <= last; date = date.PlusDays(1))
        {
            openings.AddRange(openingsOn(date).Select(x => x.Within(from, to)).Where(x => x.Open < x.Close));
        }

        return new BusinessTimeline(from, to, Opening.Merge(openings));
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

    public IReadOnlyList<Opening> Between(long from, long to)
    {
        var openings = new List<Opening>();
        for (var i = Math.Max(LastAtOrBefore(_opens, from), 0); i < _opens.Length && _opens[i] < to; i++)
        {
            var opening = new Opening(_opens[i], _opens[i] + _before[i + 1] - _before[i]).Within(from, to);
            if (opening.Open < opening.Close)
            {
                openings.Add(opening);
            }
        }

        return openings;
    }

    public bool TryNextOpening(long at, out long opening)
    {
        var next = LastAtOrBefore(_opens, at) + 1;
        var open = IsOpen(at);
        opening =
            open ? at
            : next < _opens.Length ? _opens[next]
            : 0;
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
