using CustomerService.Routing.Presence;

namespace CustomerService.Routing.Assignment;

/// <param name="LastAssignedAt">UTC; null means never.</param>
internal sealed record AgentCandidate(Guid UserId, int Stars, PresenceState State, int Load, int Capacity, DateTime? LastAssignedAt)
{
    public bool IsFree => State == PresenceState.Online && Load < Capacity;
}

/// <param name="WaitingSince">UTC.</param>
/// <param name="LastAgentId">Who had the ticket before.</param>
internal sealed record AssignmentRequest(int RequiredStars, DateTime WaitingSince, TimeSpan OverflowAfter, Guid? LastAgentId = null)
{
    public DateTime OverflowAt => WaitingSince + OverflowAfter;
}

/// <param name="Agent">null: it waits.</param>
/// <param name="RetryAt">UTC; when waiting alone changes the answer.</param>
internal sealed record AssignmentDecision(AgentCandidate? Agent, AssignmentReason Reason, DateTime? RetryAt = null);

/// <summary>
/// R2, R3: who gets a ticket. The lowest star that is enough first, the least loaded of them, never above capacity; who has the time of
/// higher stars is asked only after a wait. Equals are served by the longest time without a new ticket.
/// </summary>
internal static class AssignmentRule
{
    public static AssignmentDecision Decide(IReadOnlyCollection<AgentCandidate> candidates, AssignmentRequest request, DateTime now)
    {
        var online = candidates.Where(c => c.Stars >= request.RequiredStars && c.State == PresenceState.Online).ToList();
        if (online.Count == 0)
        {
            return new AssignmentDecision(null, candidates.Count == 0 ? AssignmentReason.EmptyGroup : AssignmentReason.NobodyOnline);
        }

        if (online.Find(c => c.UserId == request.LastAgentId && c.IsFree) is { } last)
        {
            return new AssignmentDecision(last, AssignmentReason.LastAgent);
        }

        var lowest = online.Min(c => c.Stars);
        if (Best(online.Where(c => c.Stars == lowest)) is { } right)
        {
            return new AssignmentDecision(right, AssignmentReason.LowestSufficientStar);
        }

        if (Best(online) is not { } higher)
        {
            return new AssignmentDecision(null, AssignmentReason.EverybodyFull, now < request.OverflowAt ? request.OverflowAt : null);
        }

        return now >= request.OverflowAt
            ? new AssignmentDecision(higher, AssignmentReason.Overflow)
            : new AssignmentDecision(null, AssignmentReason.WaitingForStar, request.OverflowAt);
    }

    private static AgentCandidate? Best(IEnumerable<AgentCandidate> candidates) => candidates
        .Where(c => c.IsFree)
        .OrderBy(c => c.Stars).ThenBy(c => c.Load).ThenBy(c => c.LastAssignedAt ?? DateTime.MinValue).ThenBy(c => c.UserId)
        .FirstOrDefault();
}
