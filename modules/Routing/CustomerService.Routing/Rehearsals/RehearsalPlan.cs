using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using CustomerService.Routing.Queue;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Rehearsals;

/// <summary>What is played: tickets that come, people who are there, rules of the groups. Times are UTC.</summary>
/// <param name="Tickets">In the order in which they come.</param>
internal sealed record RehearsalPlan(
    IReadOnlyDictionary<Guid, RoutingPolicy> Groups,
    IReadOnlyList<RehearsalAgent> Agents,
    IReadOnlyList<RehearsalTicket> Tickets
);

/// <param name="Stars">By group.</param>
/// <param name="Shifts">In order, not overlapping.</param>
internal sealed record RehearsalAgent(
    Guid UserId,
    IReadOnlyDictionary<Guid, int> Stars,
    IReadOnlyList<RehearsalShift> Shifts,
    int? Capacity = null,
    ChannelLimits? Limits = null
);

internal sealed record RehearsalShift(DateTime From, DateTime To);

/// <param name="Handling">How long it occupies a place once somebody has it.</param>
/// <param name="WasTakenAt">When somebody really had it first.</param>
internal sealed record RehearsalTicket(
    Guid Id,
    Guid GroupId,
    DateTime At,
    TicketFacts Facts,
    TicketChannel Channel,
    TimeSpan Handling,
    DateTime WasTakenAt
);

/// <summary>One ticket's way through a rehearsal. Times are UTC.</summary>
/// <param name="AgentStars">Of whoever took it.</param>
/// <param name="Shown">The wait that was shown when it began to wait; null when it did not wait, or nothing could be said.</param>
internal sealed record RehearsedTicket(
    RehearsalTicket Ticket,
    int RequiredStars,
    int FloorStars,
    DateTime Rank,
    DateTime TakenAt,
    Guid AgentId,
    int AgentStars,
    AssignmentReason Reason,
    TimeSpan? Shown,
    bool WasLowerStarFree
)
{
    public TimeSpan Wait => TakenAt - Ticket.At;
}

/// <summary>A shown expectation that went up, and why. For proving that it never does so silently.</summary>
internal sealed record RaisedWait(Guid TicketId, DateTime At, DateTime From, DateTime To, QueueChange Reason);

/// <param name="Waiting">Tickets that nobody took until the end.</param>
internal sealed record RehearsalResult(
    IReadOnlyList<RehearsedTicket> Taken,
    IReadOnlyList<RehearsalTicket> Waiting,
    IReadOnlyList<RaisedWait> Raised,
    IReadOnlyList<RehearsalHour> Hours,
    long Events
);

/// <summary>What one hour looked like.</summary>
/// <param name="At">UTC; its beginning.</param>
/// <param name="BusyByStars">Index is the star: place-hours that were occupied.</param>
/// <param name="PlacesByStars">Index is the star: place-hours there were.</param>
internal sealed record RehearsalHour(DateTime At, double[] BusyByStars, double[] PlacesByStars);
