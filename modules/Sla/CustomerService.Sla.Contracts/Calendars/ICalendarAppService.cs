namespace CustomerService.Sla.Calendars;

/// <summary>S1: when the service centre is open.</summary>
public interface ICalendarAppService
{
    Task<IReadOnlyList<CalendarListItemDto>> GetListAsync(CancellationToken cancellationToken = default);

    Task<SaveCalendarInput> GetForEditAsync(Guid id, CancellationToken cancellationToken = default);

    Task<Guid> SaveAsync(SaveCalendarInput input, CancellationToken cancellationToken = default);

    /// <summary>Refused while a policy uses it. Clocks that run on it go on.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Lays a year's list of days off and make-up working days over the calendar: <c>{"days":[{"name","date","isOffDay"}]}</c>.</summary>
    /// <returns>How many dates were set.</returns>
    Task<int> ImportDatesAsync(ImportDatesInput input, CancellationToken cancellationToken = default);

    /// <summary>What is so much business time from then?</summary>
    Task<CalendarProbeDto> ProbeAsync(ProbeCalendarInput input, CancellationToken cancellationToken = default);
}
