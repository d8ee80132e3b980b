using CustomerService.Framework.Application;
using CustomerService.Sla.Recounts;

namespace CustomerService.Sla.Calendars;

/// <summary>When the service centre is open.</summary>
public interface ICalendarAppService : IApplicationService
{
    Task<IReadOnlyList<CalendarListItemDto>> GetListAsync(CancellationToken cancellationToken = default);

    Task<SaveCalendarInput> GetForEditAsync(Guid id, CancellationToken cancellationToken = default);

    Task<Guid> SaveAsync(SaveCalendarInput input, CancellationToken cancellationToken = default);

    /// <summary>Refused while a policy uses it. Clocks that run on it go on.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>What saving and recounting would do to open promises. Nothing is written.</summary>
    Task<RecountPreviewDto> PreviewAsync(SaveCalendarInput input, CancellationToken cancellationToken = default);

    /// <summary>Reads a list of days off and make-up working days, for the form to lay over its own. Nothing is written.</summary>
    Task<ReadDatesDto> ReadDatesAsync(ReadDatesInput input, CancellationToken cancellationToken = default);

    /// <summary>What is so much business time from then?</summary>
    Task<CalendarProbeDto> ProbeAsync(ProbeCalendarInput input, CancellationToken cancellationToken = default);
}
