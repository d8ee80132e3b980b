using CustomerService.Framework.Application;

namespace CustomerService.Sla.Calendars;

/// <summary>The arithmetic of business calendars for other hours than those of a calendar: of a person, say.</summary>
public interface IScheduleIntegrationService : IIntegrationService
{
    /// <summary>Names of the tenant's calendars, for a form that lets one be chosen.</summary>
    Task<IReadOnlyDictionary<Guid, string>> GetCalendarsAsync(CancellationToken cancellationToken = default);

    /// <returns>One for each that was asked, in that order; safe to share and to keep.</returns>
    /// <exception cref="Framework.Errors.BusinessException">A zone is not known, windows of a day overlap, or no day has any.</exception>
    Task<IReadOnlyList<IOpeningTimes>> GetAsync(IReadOnlyList<OpeningHours> hours, CancellationToken cancellationToken = default);
}

/// <param name="TimeZone">IANA id; all hours and dates are read on its wall clock.</param>
/// <param name="DatesOf">A calendar whose dates of their own count here too: closed on a holiday, and open as it says
/// on a make-up day or a short one. A calendar that was deleted has none.</param>
public sealed record OpeningHours(string TimeZone, IReadOnlyList<CalendarDayDto> Week, Guid? DatesOf = null);

/// <summary>UTC; without the latter.</summary>
public readonly record struct OpenStretch(DateTime From, DateTime To);
