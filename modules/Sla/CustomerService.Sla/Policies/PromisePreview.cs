using CustomerService.Framework.Modularity;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using NodaTime;

namespace CustomerService.Sla.Policies;

internal sealed class PromisePreview(ScheduleProvider schedules) : ITransientDependency
{
    public async Task<PromisePreviewDto> OfAsync(PolicyMatch? match, DateTime now, CancellationToken cancellationToken)
    {
        if (match is null)
        {
            // Nothing is promised, so nothing says that anybody is away.
            return new PromisePreviewDto(null, null, true, null);
        }

        var schedule = await schedules.GetAsync(match.CalendarId, cancellationToken);
        var isOpen = schedule.IsOpen(Instant.FromDateTimeUtc(now));
        return new PromisePreviewDto(
            Due(SlaMetric.FirstResponse),
            Due(SlaMetric.Resolution),
            isOpen,
            isOpen ? null : schedule.NextOpening(Instant.FromDateTimeUtc(now)).ToDateTimeUtc()
        );

        DateTime? Due(SlaMetric metric) => match.TermsFor(metric) is { } terms ? schedule.Reach([], now, terms.TargetMinutes) : null;
    }
}
