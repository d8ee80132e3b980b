namespace CustomerService.Sla.Calendars;

/// <summary>A calendar as a form, and back.</summary>
internal static class CalendarForm
{
    public static SaveCalendarInput ToInput(BusinessCalendar calendar) =>
        new SaveCalendarInput
        {
            Id = calendar.Id,
            Version = calendar.ConcurrencyStamp,
            Name = calendar.Name,
            TimeZone = calendar.TimeZone,
            GroupIds = [.. calendar.GroupIds],
            Week =
            [
                .. calendar
                    .Week.GroupBy(x => x.Day)
                    .Select(x => new CalendarDayInput
                    {
                        Day = x.Key,
                        Windows = [.. x.Select(w => new CalendarWindowInput { Start = w.Start, End = w.End })],
                    }),
            ],
            Dates = [.. calendar.Dates.Select(ToInput)],
        };

    public static BusinessCalendar ToCalendar(SaveCalendarInput input) =>
        BusinessCalendar.Create(input.Name, input.TimeZone, Week(input.Week), Dates(input));

    /// <summary>Whom it serves is for the caller: a group has one calendar, which takes all of them to know.</summary>
    public static void Change(BusinessCalendar calendar, SaveCalendarInput input) =>
        calendar.Change(input.Name, input.TimeZone, Week(input.Week), Dates(input));

    public static WeeklyWindow[] Week(List<CalendarDayInput> week) =>
        [.. week.SelectMany(day => day.Windows.Select(x => new WeeklyWindow(day.Day, x.Start, x.End)))];

    private static SpecialDate[] Dates(SaveCalendarInput input) =>
        [.. input.Dates.Select(x => new SpecialDate(x.Date, x.Name.Trim(), [.. x.Windows.Select(w => new DateWindow(w.Start, w.End))]))];

    public static CalendarDateInput ToInput(SpecialDate date) =>
        new()
        {
            Date = date.Date,
            Name = date.Name,
            Windows = [.. date.Windows.Select(w => new CalendarWindowInput { Start = w.Start, End = w.End })],
        };
}
