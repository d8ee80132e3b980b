using CustomerService.Sla.Clocks;

namespace CustomerService.Sla.Policies;

/// <summary>The policy of a ticket, and the calendar its promises count in.</summary>
internal sealed record PolicyMatch(SlaPolicy Policy, TicketFacts Ticket, Guid CalendarId)
{
    /// <summary>What is promised for a metric; null is nothing.</summary>
    public ClockTerms? TermsFor(SlaMetric metric) => Policy.TermsFor(metric, Ticket.Priority, CalendarId);
}
