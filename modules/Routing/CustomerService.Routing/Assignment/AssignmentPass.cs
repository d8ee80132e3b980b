namespace CustomerService.Routing.Assignment;

internal sealed record Placement(WaitingTicket Ticket, AssignmentDecision Decision);

/// <summary>
/// Decides for many waiting tickets at once, the first in the line first; each decision sees the load that the ones
/// before it made.
/// </summary>
internal static class AssignmentPass
{
    /// <returns>One decision for each ticket, in the order of the line.</returns>
    public static IReadOnlyList<Placement> Run(
        IEnumerable<WaitingTicket> tickets,
        IReadOnlyDictionary<Guid, GroupRoster> rosters,
        DateTime now
    )
    {
        var placements = new List<Placement>();
        foreach (var ticket in tickets.OrderBy(t => t.Rank).ThenBy(t => t.TicketId))
        {
            var decision = AssignmentRule.Decide(rosters[ticket.GroupId], ticket, now);
            decision.GroupMembership?.Person.Take(ticket.Channel, now);
            placements.Add(new Placement(ticket, decision));
        }

        return placements;
    }
}
