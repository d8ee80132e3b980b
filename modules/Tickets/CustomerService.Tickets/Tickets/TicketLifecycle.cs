namespace CustomerService.Tickets.Tickets;

/// <summary>Which status may follow which. New is never returned to; what was resolved or closed goes on as "in progress".</summary>
internal static class TicketLifecycle
{
    private static readonly Dictionary<TicketStatus, TicketStatus[]> Next = new()
    {
        [TicketStatus.New] =
        [
            TicketStatus.InProgress,
            TicketStatus.WaitingForCustomer,
            TicketStatus.WaitingForThirdParty,
            TicketStatus.Resolved,
            TicketStatus.Closed,
        ],
        [TicketStatus.InProgress] =
        [
            TicketStatus.WaitingForCustomer,
            TicketStatus.WaitingForThirdParty,
            TicketStatus.Resolved,
            TicketStatus.Closed,
        ],
        [TicketStatus.WaitingForCustomer] =
        [
            TicketStatus.InProgress,
            TicketStatus.WaitingForThirdParty,
            TicketStatus.Resolved,
            TicketStatus.Closed,
        ],
        [TicketStatus.WaitingForThirdParty] =
        [
            TicketStatus.InProgress,
            TicketStatus.WaitingForCustomer,
            TicketStatus.Resolved,
            TicketStatus.Closed,
        ],
        [TicketStatus.Resolved] = [TicketStatus.InProgress, TicketStatus.Closed],
        [TicketStatus.Closed] = [TicketStatus.InProgress],
    };

    /// <summary>No clock runs: it is somebody else's turn, or done.</summary>
    public static bool IsPaused(TicketStatus status) => status is TicketStatus.WaitingForCustomer or TicketStatus.WaitingForThirdParty;

    public static bool CanGo(TicketStatus from, TicketStatus to) => Next[from].Contains(to);

    public static IReadOnlyList<TicketStatus> From(TicketStatus status, DateTime? closedAt, DateTime now) =>
        status == TicketStatus.Closed && !IsInReopenWindow(closedAt, now) ? [] : Next[status];

    public static bool IsInReopenWindow(DateTime? closedAt, DateTime now) => closedAt is { } at && now <= at + TicketLimits.ReopenWindow;
}
