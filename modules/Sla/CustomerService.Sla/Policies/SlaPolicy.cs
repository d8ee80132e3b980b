using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Policies;

internal sealed record PolicyTarget(
    TicketPriority Priority,
    int? FirstResponseMinutes,
    int? ResolutionMinutes,
    int? NextResponseMinutes = null,
    int? UpdateMinutes = null,
    int? HandOverMinutes = null
)
{
    public bool IsEmpty =>
        FirstResponseMinutes is null
        && ResolutionMinutes is null
        && NextResponseMinutes is null
        && UpdateMinutes is null
        && HandOverMinutes is null;

    public int? MinutesFor(SlaMetric metric) =>
        metric switch
        {
            SlaMetric.FirstResponse => FirstResponseMinutes,
            SlaMetric.NextResponse => NextResponseMinutes,
            SlaMetric.PeriodicUpdate => UpdateMinutes,
            SlaMetric.HandOver => HandOverMinutes,
            _ => ResolutionMinutes,
        };
}

/// <summary>
/// What is promised to which tickets. Policies are asked in their order; the first active one whose conditions
/// the ticket meets and that has a target for its priority is the ticket's policy.
/// </summary>
[Audited(nameof(Name))]
internal sealed class SlaPolicy : TenantAggregateRoot
{
    public string Name { get; private set; } = "";

    public int Order { get; private set; }

    public bool IsActive { get; private set; }

    public Guid CalendarId { get; private set; }

    /// <summary>Counts in its own calendar also for a group that has another one.</summary>
    public bool KeepsCalendar { get; private set; }

    public IReadOnlyList<Guid> RequestTypeIds { get; private set; } = [];

    public IReadOnlyList<TicketChannel> Channels { get; private set; } = [];

    public IReadOnlyList<CustomerTier> Tiers { get; private set; } = [];

    public IReadOnlyList<Guid> GroupIds { get; private set; } = [];

    public IReadOnlyList<string> Tags { get; private set; } = [];

    public IReadOnlyList<PolicyTarget> Targets { get; private set; } = [];

    public int WarnPercent { get; private set; }

    public bool PausesForThirdParty { get; private set; }

    public PolicyConditions Conditions => new(RequestTypeIds, Channels, Tiers, GroupIds, Tags);

    public static SlaPolicy Create(
        string name,
        int order,
        Guid calendarId,
        PolicyConditions conditions,
        IReadOnlyList<PolicyTarget> targets,
        int warnPercent,
        bool pausesForThirdParty,
        bool isActive = true,
        bool keepsCalendar = false
    )
    {
        var policy = new SlaPolicy { Order = order };
        policy.Change(name, calendarId, conditions, targets, warnPercent, pausesForThirdParty, isActive, keepsCalendar);
        return policy;
    }

    public void Change(
        string name,
        Guid calendarId,
        PolicyConditions conditions,
        IReadOnlyList<PolicyTarget> targets,
        int warnPercent,
        bool pausesForThirdParty,
        bool isActive,
        bool keepsCalendar
    )
    {
        (Name, CalendarId, WarnPercent, PausesForThirdParty, IsActive, KeepsCalendar) = (
            name.Trim(),
            calendarId,
            warnPercent,
            pausesForThirdParty,
            isActive,
            keepsCalendar
        );
        (RequestTypeIds, Channels, Tiers, GroupIds) = (
            [.. conditions.RequestTypeIds.Distinct()],
            [.. conditions.Channels.Distinct()],
            [.. conditions.Tiers.Distinct()],
            [.. conditions.GroupIds.Distinct()]
        );
        Tags = [.. conditions.Tags.Select(x => x.Trim().ToLowerInvariant()).Where(x => x.Length > 0).Distinct()];
        Targets = [.. targets.Where(x => !x.IsEmpty).DistinctBy(x => x.Priority).OrderBy(x => x.Priority)];
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

    /// <summary>What it promises for a metric; null is nothing.</summary>
    public ClockTerms? TermsFor(SlaMetric metric, TicketPriority priority, Guid calendarId) =>
        Targets.FirstOrDefault(x => x.Priority == priority)?.MinutesFor(metric) is { } minutes
            ? new ClockTerms(Id, Name, calendarId, priority, minutes, WarnPercent, PausesForThirdParty)
            : null;

    /// <summary>Why it is not the ticket's policy; null when it could be.</summary>
    public PolicyCondition? UnmetCondition(TicketFacts ticket) =>
        !IsActive
            ? PolicyCondition.Active
            : Conditions.UnmetCondition(ticket) ?? (Targets.Any(x => x.Priority == ticket.Priority) ? null : PolicyCondition.Priority);
}
