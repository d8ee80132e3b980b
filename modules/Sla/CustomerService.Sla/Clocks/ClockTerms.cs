using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

/// <summary>What a policy promises for one metric; copied to the clock, so that a changed policy does not change a promise already made.</summary>
internal sealed record ClockTerms(Guid PolicyId, string PolicyName, Guid CalendarId, int TargetMinutes, int WarnPercent, bool PausesForThirdParty);

/// <summary>A stretch of time during which a clock ran; UTC.</summary>
internal sealed record RunningTime(DateTime From, DateTime To);

/// <summary>A line of the promise ledger; UTC.</summary>
internal sealed record SlaPromise(DateTime At, DateTime Due, SlaPromiseReason Reason);

internal static class PauseRule
{
    /// <summary>The first answer is owed whoever is waited for; the solution is not, while a question to the customer is open.</summary>
    public static bool PausesIn(this SlaClock clock, TicketStatus status) =>
        clock.Metric == SlaMetric.Resolution
        && (status == TicketStatus.WaitingForCustomer || status == TicketStatus.WaitingForThirdParty && clock.PausesForThirdParty);
}
