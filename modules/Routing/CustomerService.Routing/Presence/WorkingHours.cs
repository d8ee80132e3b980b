using System.Globalization;
using CustomerService.Routing.Groups;
using CustomerService.Sla.Calendars;

namespace CustomerService.Routing.Presence;

/// <summary>
/// The week in which somebody is given tickets, as it is stored. What it means is business calendars' matter, see
/// <see cref="AgentSchedules"/>.
/// </summary>
internal static class WorkingHours
{
    /// <summary>More in one day are a mistake in the form.</summary>
    public const int WindowsADay = 8;

    public const int Length = 800;

    /// <returns>As <c>1 09:00-12:00;1 13:00-18:00</c>, Sunday is 0; null without any window: then presence alone decides.</returns>
    public static string? Format(IEnumerable<WorkingHoursDto> windows)
    {
        var text = string.Join(
            ';',
            windows
                .OrderBy(w => w.Day)
                .ThenBy(w => w.From)
                .Select(w => string.Create(CultureInfo.InvariantCulture, $"{(int)w.Day} {w.From:HH\\:mm}-{w.To:HH\\:mm}"))
        );
        return text.Length == 0 ? null : text;
    }

    public static IReadOnlyList<WorkingHoursDto> Parse(string? text) =>
        string.IsNullOrEmpty(text)
            ? []
            :
            [
                .. text.Split(';')
                    .Select(part => new WorkingHoursDto((DayOfWeek)(part[0] - '0'), Time(part.AsSpan(2, 5)), Time(part.AsSpan(8, 5)))),
            ];

    public static OpeningHours ToOpeningHours(IReadOnlyList<WorkingHoursDto> windows, string timeZone, Guid? holidayCalendarId) =>
        new(
            timeZone,
            [
                .. windows
                    .GroupBy(w => w.Day)
                    .Select(day => new CalendarDayDto(day.Key, [.. day.Select(w => new CalendarWindowDto(w.From, w.To))])),
            ],
            holidayCalendarId
        );

    private static TimeOnly Time(ReadOnlySpan<char> text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
}
