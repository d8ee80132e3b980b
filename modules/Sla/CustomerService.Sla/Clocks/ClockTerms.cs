using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

/// <summary>
/// What a policy promises for one metric; copied to the clock, so that a changed policy does not change a promise
/// already made.
/// </summary>
internal sealed record ClockTerms(
    Guid PolicyId,
    string PolicyName,
    Guid CalendarId,
    TicketPriority Priority,
    int TargetMinutes,
    int WarnPercent,
    bool PausesForThirdParty
);

/// <summary>When a clock would be due, and how much of that is on top of its target.</summary>
internal readonly record struct ClockPlan(DateTime Due, double ExtraMinutes);

/// <summary>A stretch of time during which a clock ran; UTC.</summary>
internal sealed record RunningTime(DateTime From, DateTime To);

/// <summary>What a merged ticket still owed. <paramref name="Due"/> is UTC, and means nothing while it was paused.</summary>
internal sealed record MergedPromise(SlaMetric Metric, DateTime Due, bool IsRunning, double LeftMinutes);

/// <summary>A line of the promise ledger; UTC.</summary>
internal sealed record SlaPromise(DateTime At, DateTime Due, SlaPromiseReason Reason);

internal static class PauseRule
{
    /// <summary>
    /// An answer is owed whoever is waited for. Solution and updates are not, while a question to the customer is open;
    /// while others work on it the customer wants to hear of it all the more.
    /// </summary>
    public static bool PausesIn(this SlaClock clock, TicketStatus status) =>
        clock.Metric switch
        {
            SlaMetric.Resolution => status == TicketStatus.WaitingForCustomer
                || status == TicketStatus.WaitingForThirdParty && clock.PausesForThirdParty,
            SlaMetric.PeriodicUpdate => status == TicketStatus.WaitingForCustomer,
            _ => false,
        };
}
