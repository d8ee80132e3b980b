namespace CustomerService.Routing.Groups;

/// <summary>The rules of one group, apart from where they are stored: the product and a rehearsal decide by the same.</summary>
/// <param name="BestStars">What the group's best member has; 0 when it has none.</param>
/// <param name="OverflowAfter">So long a ticket waits for the right star before it may take the time of a higher one.</param>
/// <param name="DowngradeAfter">So long it waits before one star less is enough; null: never.</param>
internal sealed record RoutingPolicy(StarMatrix Stars, int BestStars, TimeSpan OverflowAfter, TimeSpan? DowngradeAfter, int DefaultCapacity)
{
    /// <summary>
    /// The bound on being overtaken: nobody is overtaken by a ticket that came more than this after it, whatever that one is worth.
    /// </summary>
    public static readonly TimeSpan MaxHeadStart = TimeSpan.FromMinutes(60);

    private static readonly int[] PriorityMinutes = [0, 30, 60];
    private static readonly int[] TierMinutes = [0, 10, 20];

    /// <summary>
    /// Priority, complexity and value ask at most for the best the group has, else the ticket would wait for ever. Risk
    /// does not give way: it waits until somebody gets the stars, or an exception is approved.
    /// </summary>
    public int StarsFor(TicketFacts ticket) =>
        BestStars == 0 ? Stars.For(ticket) : Math.Max(Math.Min(Stars.For(ticket), BestStars), Stars.ForRisk(ticket.Risk));

    /// <summary>What is enough after <see cref="DowngradeAfter"/>: one star less, never less than risk asks for.</summary>
    public int FloorFor(TicketFacts ticket)
    {
        var stars = StarsFor(ticket);
        return DowngradeAfter is null
            ? stars
            : Math.Min(stars, Math.Max(Stars.ForRisk(ticket.Risk), Math.Max(stars - 1, StarMatrix.MinStars)));
    }

    /// <summary>
    /// Value and urgency are worth minutes of waiting. The line is ordered by the outcome, which does not change while
    /// a ticket waits: ageing without re-sorting.
    /// </summary>
    public static DateTime RankOf(TicketFacts ticket, DateTime waitingSince)
    {
        var minutes = TimeSpan.FromMinutes(PriorityMinutes[(int)ticket.Priority] + TierMinutes[(int)ticket.Tier]);
        return waitingSince - (minutes < MaxHeadStart ? minutes : MaxHeadStart);
    }
}
