using System.Globalization;

namespace CustomerService.Sla.Calendars;

/// <summary>A yearly recurrence as holidays have it: on a date, or on the nth weekday of a month. Others are not read.</summary>
internal sealed record YearlyRule(
    int Interval,
    int? Count,
    DateOnly? Until,
    IReadOnlyList<int> Months,
    IReadOnlyList<int> MonthDays,
    IReadOnlyList<(int Nth, DayOfWeek Day)> Weekdays
)
{
    private static readonly string[] Days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
    private static readonly string[] Known = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"];

    /// <returns>null when it is something else.</returns>
    public static YearlyRule? Read(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(x => x.Split('=', 2))
            .Where(x => x.Length == 2)
            .ToLookup(x => x[0].Trim().ToUpperInvariant(), x => x[1].Trim().ToUpperInvariant());
        var weekdays = Values(parts, "BYDAY").Select(Weekday).ToList();
        var (interval, count, months, days) = (
            Numbers(parts, "INTERVAL"),
            Numbers(parts, "COUNT"),
            Numbers(parts, "BYMONTH"),
            Numbers(parts, "BYMONTHDAY")
        );
        var until =
            parts["UNTIL"].FirstOrDefault() is { Length: >= 8 } end
            && DateOnly.TryParseExact(end[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : (DateOnly?)null;
        var isKnown =
            parts["FREQ"].FirstOrDefault() == "YEARLY"
            && parts.All(x => Known.Contains(x.Key))
            && !weekdays.Contains(null)
            && interval is not null
            && count is not null
            && months is not null
            && days is not null
            && (weekdays.Count == 0 || months.Count > 0);
        return isKnown
            ? new YearlyRule(
                Math.Max(1, interval!.FirstOrDefault(1)),
                count!.Count > 0 ? count[0] : null,
                until,
                months!,
                days!,
                [.. weekdays.Select(x => x!.Value)]
            )
            : null;
    }

    /// <summary>From its start to the end of <paramref name="lastYear"/>.</summary>
    public IEnumerable<DateOnly> From(DateOnly start, int lastYear)
    {
        var dates = Enumerable
            .Range(0, Math.Max(0, ((lastYear - start.Year) / Interval) + 1))
            .SelectMany(x => In(start.Year + (x * Interval), start))
            .Where(x => x >= start && (Until is null || x <= Until));
        return Count is { } count ? dates.Take(count) : dates;
    }

    private IEnumerable<DateOnly> In(int year, DateOnly start)
    {
        IEnumerable<int> months = Months.Count > 0 ? Months : [start.Month];
        return months
            .Order()
            .SelectMany(month =>
                Weekdays.Count > 0
                    ? Weekdays.Select(x => Nth(year, month, x.Nth, x.Day))
                    : (MonthDays.Count > 0 ? MonthDays : [start.Day]).Select(day => OnDay(year, month, day))
            )
            .OfType<DateOnly>()
            .Order();
    }

    // The 29th of February comes in leap years only; a negative day counts from the end of the month.
    private static DateOnly? OnDay(int year, int month, int day)
    {
        var last = DateTime.DaysInMonth(year, month);
        var chosen = day < 0 ? last + 1 + day : day;
        return chosen >= 1 && chosen <= last ? new DateOnly(year, month, chosen) : null;
    }

    private static DateOnly? Nth(int year, int month, int nth, DayOfWeek day)
    {
        var all = Enumerable
            .Range(1, DateTime.DaysInMonth(year, month))
            .Select(x => new DateOnly(year, month, x))
            .Where(x => x.DayOfWeek == day)
            .ToList();
        var index = nth < 0 ? all.Count + nth : nth - 1;
        return index >= 0 && index < all.Count ? all[index] : null;
    }

    private static (int Nth, DayOfWeek Day)? Weekday(string text) =>
        text.Length > 2
        && Array.IndexOf(Days, text[^2..]) is >= 0 and var day
        && int.TryParse(text[..^2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nth)
            ? (nth, (DayOfWeek)day)
            : null;

    private static IEnumerable<string> Values(ILookup<string, string> parts, string name) => parts[name].SelectMany(x => x.Split(','));

    private static List<int>? Numbers(ILookup<string, string> parts, string name)
    {
        var numbers = Values(parts, name)
            .Select(x => int.TryParse(x, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (int?)null)
            .ToList();
        return numbers.Contains(null) ? null : [.. numbers.OfType<int>()];
    }
}
