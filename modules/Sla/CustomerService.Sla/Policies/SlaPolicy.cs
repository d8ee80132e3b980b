using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Policies;

internal sealed record PolicyTarget(TicketPriority Priority, int? FirstResponseMinutes, int? ResolutionMinutes)
{
    public int? MinutesFor(SlaMetric metric) => metric == SlaMetric.FirstResponse ? FirstResponseMinutes : ResolutionMinutes;
}

/// <summary>
/// What is promised to which tickets (S2). Policies are asked in their order; the first active one that takes the
/// request type and has a target for the priority is the ticket's policy.
/// </summary>
[Audited]
internal sealed class SlaPolicy : AggregateRoot
{
    public string Name { get; private set; } = "";

    public int Order { get; private set; }

    public bool IsActive { get; private set; }

    public Guid CalendarId { get; private set; }

    /// <summary>Empty takes any.</summary>
    public IReadOnlyList<Guid> RequestTypeIds { get; private set; } = [];

    public IReadOnlyList<PolicyTarget> Targets { get; private set; } = [];

    public int WarnPercent { get; private set; }

    public bool PausesForThirdParty { get; private set; }

    public static SlaPolicy Create(string name, int order, Guid calendarId, IReadOnlyList<Guid> requestTypeIds, IReadOnlyList<PolicyTarget> targets, int warnPercent, bool pausesForThirdParty, bool isActive = true)
    {
        var policy = new SlaPolicy { Order = order };
        policy.Change(name, calendarId, requestTypeIds, targets, warnPercent, pausesForThirdParty, isActive);
        return policy;
    }

    public void Change(string name, Guid calendarId, IReadOnlyList<Guid> requestTypeIds, IReadOnlyList<PolicyTarget> targets, int warnPercent, bool pausesForThirdParty, bool isActive)
    {
        (Name, CalendarId, WarnPercent, PausesForThirdParty, IsActive) = (name.Trim(), calendarId, warnPercent, pausesForThirdParty, isActive);
        RequestTypeIds = [.. requestTypeIds.Distinct()];
        Targets = [.. targets.Where(x => x.FirstResponseMinutes is not null || x.ResolutionMinutes is not null).DistinctBy(x => x.Priority).OrderBy(x => x.Priority)];
        if (Targets.Count == 0)
        {
            throw new BusinessException(SlaErrorCodes.PolicyPromisesNothing);
        }

        if (Targets.Any(x => x.ResolutionMinutes < x.FirstResponseMinutes))
        {
            throw new BusinessException(SlaErrorCodes.ResolutionBeforeResponse);
        }
    }

    public void MoveTo(int order) => Order = order;

    public bool Matches(Guid? requestTypeId, TicketPriority priority) =>
        IsActive
        && (RequestTypeIds.Count == 0 || requestTypeId is { } type && RequestTypeIds.Contains(type))
        && Targets.Any(x => x.Priority == priority);

    /// <summary>What it promises for a metric; null is nothing.</summary>
    public ClockTerms? TermsFor(SlaMetric metric, TicketPriority priority) =>
        Targets.FirstOrDefault(x => x.Priority == priority)?.MinutesFor(metric) is { } minutes
            ? new ClockTerms(Id, Name, CalendarId, minutes, WarnPercent, PausesForThirdParty)
            : null;
}
