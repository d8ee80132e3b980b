using CustomerService.Sla.Calendars;

namespace CustomerService.Sla.Clocks;

internal static class SlaClockMapping
{
    public static SlaClockDto ToDto(this SlaClock clock, BusinessSchedule schedule, DateTime now) =>
        new(
            clock.TicketId,
            clock.Metric,
            StateAt(clock, now),
            clock.StartedAt,
            clock.DueAt(schedule, now),
            clock.WarnAt,
            clock.EndedAt,
            clock.PolicyName
        );

    /// <summary>A promise that was broken is so from its due time on, whenever the answer came.</summary>
    public static IEnumerable<LedgerLineDto> Ledger(this SlaClock clock)
    {
        var made = clock.Promises.Select(x => new LedgerLineDto(clock.Metric, x.At, x.Due, x.Reason, false));
        return clock.State switch
        {
            SlaClockState.Met => made.Append(new LedgerLineDto(clock.Metric, clock.EndedAt!.Value, clock.Due, null, true)),
            SlaClockState.Breached => made.Append(new LedgerLineDto(clock.Metric, clock.Due, clock.Due, null, false)),
            _ => made,
        };
    }

    // Between the due time and the sweep that sees it the reader must not be told that all is well.
    private static SlaClockState StateAt(SlaClock clock, DateTime now) =>
        clock.State == SlaClockState.Running && now >= clock.Due ? SlaClockState.Breached : clock.State;
}
