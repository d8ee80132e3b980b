using CustomerService.Sla.Calendars;

namespace CustomerService.Sla.Clocks;

internal static class SlaClockMapping
{
    public static SlaClockDto ToDto(this SlaClock clock, BusinessSchedule schedule, DateTime now) =>
        new(clock.TicketId, clock.Metric, StateAt(clock, now), clock.StartedAt, clock.DueAt(schedule, now), clock.WarnAt, clock.EndedAt, clock.PolicyName);

    // Between the due time and the sweep that sees it the reader must not be told that all is well.
    private static SlaClockState StateAt(SlaClock clock, DateTime now) =>
        clock.State == SlaClockState.Running && now >= clock.Due ? SlaClockState.Breached : clock.State;
}
