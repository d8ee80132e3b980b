namespace CustomerService.Sla.Calendars;

/// <param name="NextOpening">UTC; now when open.</param>
/// <param name="ChangedAt">UTC; null when it is as the template made it.</param>
public sealed record CalendarListItemDto(
    Guid Id,
    string Name,
    string TimeZone,
    IReadOnlyList<CalendarDayDto> Week,
    int UpcomingDates,
    bool IsOpen,
    DateTime NextOpening,
    IReadOnlyList<string> Policies,
    DateTime? ChangedAt
);

public sealed record CalendarDayDto(DayOfWeek Day, IReadOnlyList<CalendarWindowDto> Windows);

/// <param name="End">At or before the start: on the next day.</param>
public sealed record CalendarWindowDto(TimeOnly Start, TimeOnly End);

/// <param name="Start">As the calendar's wall clock shows it.</param>
/// <param name="Due">As the calendar's wall clock shows it.</param>
public sealed record CalendarProbeDto(DateTime Start, bool IsOpen, DateTime Due, DateTime DueUtc, string TimeZone);
