namespace CustomerService.Sla.Policies;

/// <summary>
/// All policies in order, and the calendars of groups: read once for many tickets. A preview changes its copy, nothing
/// of which is saved.
/// </summary>
internal sealed class PolicySet(IReadOnlyList<SlaPolicy> inOrder, IEnumerable<(Guid CalendarId, IReadOnlyList<Guid> GroupIds)> calendars)
{
    private readonly Dictionary<Guid, Guid> _calendarOfGroup = calendars
        .SelectMany(c => c.GroupIds, (c, group) => (c.CalendarId, Group: group))
        .GroupBy(x => x.Group)
        .ToDictionary(x => x.Key, x => x.First().CalendarId);

    public IReadOnlyList<SlaPolicy> InOrder => inOrder;

    /// <summary>As if the calendar served these groups, and no others.</summary>
    public void Serve(Guid calendarId, IReadOnlyCollection<Guid> groups)
    {
        foreach (var lost in _calendarOfGroup.Where(x => x.Value == calendarId).Select(x => x.Key).ToList())
        {
            _calendarOfGroup.Remove(lost);
        }

        foreach (var group in groups)
        {
            _calendarOfGroup[group] = calendarId;
        }
    }

    /// <returns>null when nothing is promised to such a ticket.</returns>
    public PolicyMatch? Match(TicketFacts ticket) =>
        PolicyMatcher.First(inOrder, ticket) is { } policy ? new PolicyMatch(policy, ticket, CalendarOf(policy, ticket)) : null;

    private Guid CalendarOf(SlaPolicy policy, TicketFacts ticket) =>
        policy.KeepsCalendar || ticket.GroupId is not { } group
            ? policy.CalendarId
            : _calendarOfGroup.GetValueOrDefault(group, policy.CalendarId);
}
