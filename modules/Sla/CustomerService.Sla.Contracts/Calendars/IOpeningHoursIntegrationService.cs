using CustomerService.Framework.Application;

namespace CustomerService.Sla.Calendars;

/// <summary>For customers: the hours that their requests are promised in.</summary>
public interface IOpeningHoursIntegrationService : IIntegrationService
{
    /// <returns>Of the calendar that an ordinary request by the portal counts in; null where nothing is promised.</returns>
    Task<OpeningWeekDto?> FindAsync(DateTime now, CancellationToken cancellationToken = default);
}

/// <param name="TimeZone">IANA id: whose wall clock the hours are read on.</param>
/// <param name="Days">Seven, from today on, as they really are: holidays and exceptions are in.</param>
/// <param name="Changes">What is not as usual in the time to come, nearest first; neighbouring days of one name and hours together.</param>
public sealed record OpeningWeekDto(string TimeZone, IReadOnlyList<OpeningDayDto> Days, IReadOnlyList<OpeningChangeDto> Changes);

/// <param name="Windows">Empty: closed.</param>
/// <param name="Name">Of a date that is not like its weekday; null for one that is.</param>
public sealed record OpeningDayDto(DateOnly Date, IReadOnlyList<CalendarWindowDto> Windows, string? Name);

/// <param name="Windows">Empty: closed.</param>
public sealed record OpeningChangeDto(DateOnly From, DateOnly To, string Name, IReadOnlyList<CalendarWindowDto> Windows);
