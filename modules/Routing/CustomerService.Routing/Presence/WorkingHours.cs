using System.Globalization;

namespace CustomerService.Routing.Presence;

/// <summary>
/// When somebody is given tickets: one window on each day of the week, in their own zone; a window that ends before it begins goes past midnight.
/// On a day when the clocks change, a window that begins in the gap begins after it.
/// </summary>
internal sealed class WorkingHours
{
    public const int Length = 200;
    private const int Days = 7;

    private readonly (TimeOnly From, TimeOnly To)?[] _days = new (TimeOnly, TimeOnly)?[Days];

    public (TimeOnly From, TimeOnly To)? On(DayOfWeek day) => _days[(int)day];

    /// <returns>null when no day has a window: then presence alone decides.</returns>
    public static WorkingHours? Of(IEnumerable<(DayOfWeek Day, TimeOnly From, TimeOnly To)> windows)
    {
        var hours = new WorkingHours();
        foreach (var (day, from, to) in windows)
        {
            hours._days[(int)day] = (from, to);
        }

        return hours._days.All(d => d is null) ? null : hours;
    }

    public static WorkingHours? Parse(string? text) => string.IsNullOrEmpty(text) ? null : Of(text.Split(';').Select(part => (
        (DayOfWeek)(part[0] - '0'), Time(part.AsSpan(2, 5)), Time(part.AsSpan(8, 5)))));

    /// <summary>As it is stored: <c>1 09:00-18:00;2 09:00-18:00</c>, Sunday is 0.</summary>
    public override string ToString() => string.Join(';', Enumerable.Range(0, Days).Where(d => _days[d] is not null)
        .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d} {_days[d]!.Value.From:HH\\:mm}-{_days[d]!.Value.To:HH\\:mm}")));

    public bool Contains(DateTime utc, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
        var time = TimeOnly.FromDateTime(local);
        return (On(local.DayOfWeek) is { } today && (today.From < today.To ? time >= today.From && time < today.To : time >= today.From))
            || (On(local.AddDays(-1).DayOfWeek) is { } night && night.To <= night.From && time < night.To);
    }

    /// <summary>UTC; when the next window begins after <paramref name="utc"/>.</summary>
    public DateTime? NextStart(DateTime utc, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTimeFromUtc(utc, zone).Date;
        for (var i = 0; i <= Days; i++, day = day.AddDays(1))
        {
            if (On(day.DayOfWeek) is not { } window)
            {
                continue;
            }

            var local = day + window.From.ToTimeSpan();
            while (zone.IsInvalidTime(local))
            {
                local = local.AddMinutes(1);
            }

            if (TimeZoneInfo.ConvertTimeToUtc(local, zone) is var start && start > utc)
            {
                return start;
            }
        }

        return null;
    }

    private static TimeOnly Time(ReadOnlySpan<char> text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
}
