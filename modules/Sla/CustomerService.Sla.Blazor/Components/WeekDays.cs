using System.Globalization;
using CustomerService.Sla.Calendars;
using Microsoft.Extensions.Localization;

namespace CustomerService.Sla.Blazor.Components;

internal static class WeekDays
{
    public static readonly IReadOnlyList<DayOfWeek> MondayFirst =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
        DayOfWeek.Saturday,
        DayOfWeek.Sunday,
    ];

    /// <summary>Monday first, all seven, as an editor wants them.</summary>
    public static List<CalendarDayInput> All(IReadOnlyList<CalendarDayInput> week) =>
        [.. MondayFirst.Select(day => week.FirstOrDefault(x => x.Day == day) ?? new CalendarDayInput { Day = day })];

    public static string Name(DayOfWeek day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(day);

    /// <summary>"Mon – Fri 09:00–18:00 · Sat 10:00–14:00": neighbours with the same hours are told together.</summary>
    public static IEnumerable<string> Sentences(IReadOnlyList<CalendarDayDto> week, IStringLocalizer localizer)
    {
        var hours = MondayFirst
            .Select(day => (Day: day, Text: Hours(week.FirstOrDefault(x => x.Day == day)?.Windows ?? [], localizer)))
            .ToList();
        for (var first = 0; first < hours.Count; )
        {
            var last = first;
            while (last + 1 < hours.Count && hours[last + 1].Text == hours[first].Text)
            {
                last++;
            }

            if (hours[first].Text.Length > 0)
            {
                yield return $"{Days(hours[first].Day, hours[last].Day)} {hours[first].Text}";
            }

            first = last + 1;
        }
    }

    private static string Days(DayOfWeek first, DayOfWeek last) => first == last ? Short(first) : $"{Short(first)}–{Short(last)}";

    private static string Short(DayOfWeek day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedDayName(day);

    private static string Hours(IReadOnlyList<CalendarWindowDto> windows, IStringLocalizer localizer) =>
        string.Join(
            ", ",
            windows.Select(x => x.Start == x.End ? localizer["Sla.Calendars.WholeDay"] : $"{x.Start:HH\\:mm}–{x.End:HH\\:mm}")
        );
}
