using CustomerService.Routing.Groups;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Assignment;

/// <summary>A ticket without an owner, as the decision sees it.</summary>
/// <param name="FloorStars">What is enough after the group's downgrade time; the same as
/// <paramref name="RequiredStars"/> where policy allows none.</param>
/// <param name="WaitingSince">UTC.</param>
/// <param name="Rank">UTC; place in the line, see <see cref="RoutingPolicy.RankOf"/>.</param>
/// <param name="LastAgentId">Who had this ticket before.</param>
/// <param name="KnownAgentId">Who had this customer's ticket before.</param>
internal sealed record WaitingTicket(
    Guid TicketId,
    Guid GroupId,
    int RequiredStars,
    int FloorStars,
    DateTime WaitingSince,
    DateTime Rank,
    TicketChannel Channel = TicketChannel.Portal,
    Guid? LastAgentId = null,
    Guid? KnownAgentId = null
);

/// <param name="GroupMembership">null: it waits.</param>
/// <param name="RetryAt">UTC; when waiting alone changes the answer.</param>
internal sealed record AssignmentDecision(GroupMembership? GroupMembership, AssignmentReason Reason, DateTime? RetryAt = null);

/// <summary>
/// Who gets a ticket. The lowest star that is enough first, the least loaded of them, never above capacity; who has the time of
/// higher stars is asked only after a wait; fewer stars are enough only after a longer one, and only where the group allows it.
/// </summary>
internal static class AssignmentRule
{
    public static AssignmentDecision Decide(GroupRoster roster, WaitingTicket ticket, DateTime now)
    {
        if (LastAgent(roster, ticket) is { } last)
        {
            return new AssignmentDecision(last, AssignmentReason.LastAgent);
        }

        var overflowAt = ticket.WaitingSince + roster.Policy.OverflowAfter;
        var downgradeAt = ticket.FloorStars < ticket.RequiredStars ? ticket.WaitingSince + roster.Policy.DowngradeAfter : null;
        var isDowngraded = downgradeAt <= now;
        var lowest = LowestHere(roster, ticket.RequiredStars);
        if (lowest is { } right && (Known(roster, ticket, right) ?? roster.FirstFree(right, ticket.Channel)) is { } seat)
        {
            return new AssignmentDecision(
                seat,
                seat.UserId == ticket.KnownAgentId ? AssignmentReason.KnowsCustomer : AssignmentReason.LowestSufficientStar
            );
        }

        var higher = lowest is { } from ? FirstFreeFrom(roster, from + 1, ticket.Channel) : null;
        if (higher is not null && (now >= overflowAt || isDowngraded))
        {
            return new AssignmentDecision(higher, AssignmentReason.Overflow);
        }

        if (isDowngraded && FirstFreeBelow(roster, ticket) is { } lower)
        {
            return new AssignmentDecision(lower, AssignmentReason.Downgraded);
        }

        var retryAt = Earliest(lowest is null ? null : overflowAt, downgradeAt, now);
        return new AssignmentDecision(null, ReasonToWait(roster, ticket, lowest, higher), retryAt);
    }

    private static GroupMembership? LastAgent(GroupRoster roster, WaitingTicket ticket) =>
        ticket.LastAgentId is { } id
        && roster.Find(id) is { IsFree: true } seat
        && seat.Stars >= ticket.RequiredStars
        && seat.Person.HasRoomFor(ticket.Channel)
            ? seat
            : null;

    /// <summary>Knowing the customer decides among equals; it does not take the time of a higher star.</summary>
    private static GroupMembership? Known(GroupRoster roster, WaitingTicket ticket, int stars) =>
        ticket.KnownAgentId is { } id
        && roster.Find(id) is { IsFree: true } seat
        && seat.Stars == stars
        && seat.Person.HasRoomFor(ticket.Channel)
            ? seat
            : null;

    private static int? LowestHere(GroupRoster roster, int from)
    {
        for (var stars = from; stars <= StarMatrix.MaxStars; stars++)
        {
            if (roster.IsAnybodyHere(stars))
            {
                return stars;
            }
        }

        return null;
    }

    private static GroupMembership? FirstFreeFrom(GroupRoster roster, int from, TicketChannel channel)
    {
        for (var stars = from; stars <= StarMatrix.MaxStars; stars++)
        {
            if (roster.FirstFree(stars, channel) is { } seat)
            {
                return seat;
            }
        }

        return null;
    }

    private static GroupMembership? FirstFreeBelow(GroupRoster roster, WaitingTicket ticket)
    {
        for (var stars = ticket.RequiredStars - 1; stars >= ticket.FloorStars; stars--)
        {
            if (roster.FirstFree(stars, ticket.Channel) is { } seat)
            {
                return seat;
            }
        }

        return null;
    }

    private static AssignmentReason ReasonToWait(GroupRoster roster, WaitingTicket ticket, int? lowest, GroupMembership? higher) =>
        (lowest, higher) switch
        {
            _ when roster.Memberships.Count == 0 => AssignmentReason.EmptyGroup,
            (null, _) when roster.Policy.BestStars < ticket.RequiredStars => AssignmentReason.NobodyHasStars,
            (null, _) => AssignmentReason.NobodyOnline,
            (_, null) => AssignmentReason.EverybodyFull,
            _ => AssignmentReason.WaitingForStar,
        };

    private static DateTime? Earliest(DateTime? one, DateTime? other, DateTime now)
    {
        one = one > now ? one : null;
        other = other > now ? other : null;
        return one is null || other < one ? other ?? one : one;
    }
}
