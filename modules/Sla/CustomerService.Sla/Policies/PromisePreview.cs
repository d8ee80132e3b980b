using CustomerService.Framework.Modularity;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;
using NodaTime;

namespace CustomerService.Sla.Policies;

internal sealed class PromisePreview(ScheduleProvider schedules) : ITransientDependency
{
    public async Task<PromisePreviewDto> OfAsync(SlaPolicy? policy, TicketPriority priority, DateTime now, CancellationToken cancellationToken)
    {
        if (policy is null)
        {
            // Nothing is promised, so nothing says that anybody is away.
            return new PromisePreviewDto(null, null, true, null);
        }

        var schedule = await schedules.GetAsync(policy.CalendarId, cancellationToken);
        var isOpen = schedule.IsOpen(Instant.FromDateTimeUtc(now));
        return new PromisePreviewDto(
            Due(SlaMetric.FirstResponse), Due(SlaMetric.Resolution), isOpen,
            isOpen ? null : schedule.NextOpening(Instant.FromDateTimeUtc(now)).ToDateTimeUtc());

        DateTime? Due(SlaMetric metric) =>
            policy.TermsFor(metric, priority) is { } terms ? schedule.Reach([], now, terms.TargetMinutes) : null;
    }
}
