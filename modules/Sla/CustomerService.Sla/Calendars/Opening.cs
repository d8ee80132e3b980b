using NodaTime;
using NodaTime.TimeZones;

namespace CustomerService.Sla.Calendars;

/// <summary>A stretch between two instants, without the latter; both are ticks since 1970 UTC.</summary>
internal readonly record struct Opening(long Open, long Close) : IComparable<Opening>
{
    /// <summary>What a window comes to on a date. It may have no length where clocks change.</summary>
    public static Opening Of(TimeWindow window, LocalDate date, DateTimeZone zone) =>
        new(ToTicks(window.OpensOn(date), zone), ToTicks(window.ClosesOn(date), zone));

    public Opening Within(long from, long to) => new(Math.Max(Open, from), Math.Min(Close, to));

    public bool Contains(long at) => Open <= at && at < Close;

    /// <summary>What is left between the breaks.</summary>
    public IEnumerable<Opening> Without(IReadOnlyList<Opening> breaksInOrder)
    {
        var open = Open;
        foreach (var pause in breaksInOrder.Where(x => x.Open < x.Close))
        {
            if (open < Math.Min(pause.Open, Close))
            {
                yield return new Opening(open, Math.Min(pause.Open, Close));
            }

            open = Math.Max(open, pause.Close);
        }

        if (open < Close)
        {
            yield return new Opening(open, Close);
        }
    }

    /// <summary>In order, those that touch or overlap as one.</summary>
    public static List<Opening> Merge(List<Opening> openings)
    {
        openings.Sort();
        var merged = new List<Opening>(openings.Count);
        foreach (var next in openings)
        {
            if (merged.Count > 0 && next.Open <= merged[^1].Close)
            {
                merged[^1] = new Opening(merged[^1].Open, Math.Max(merged[^1].Close, next.Close));
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged;
    }

    public int CompareTo(Opening other) => (Open, Close).CompareTo((other.Open, other.Close));

    // Lenient is exactly the written rule: the first of two occurrences, forward by the gap for none.
    private static long ToTicks(LocalDateTime wallClock, DateTimeZone zone) =>
        wallClock.InZone(zone, Resolvers.LenientResolver).ToInstant().ToUnixTimeTicks();
}
