using CustomerService.Routing.Assignment;

namespace CustomerService.Routing.Queue;

/// <summary>Where a ticket stands.</summary>
/// <param name="Ahead">Tickets of the group that are called before this one.</param>
/// <param name="AheadForStars">Those of them that ask for as many stars or more.</param>
/// <param name="Overtook">Those of them that came later.</param>
internal sealed record QueuePlace(int Ahead, int AheadForStars, int Overtook)
{
    public int Position => Ahead + 1;
}

/// <summary>What a line was like lately.</summary>
/// <param name="Handling">How long a ticket occupies a place on average.</param>
/// <param name="HeadStarts">Of the tickets that came within <see cref="Recent"/>; how many overtake depends on them.</param>
/// <param name="Stretch">See <see cref="WaitForecast.Stretch"/>.</param>
internal sealed record QueuePace(TimeSpan Handling, IReadOnlyList<TimeSpan> HeadStarts, double Stretch)
{
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(30);
}

/// <summary>
/// How long a ticket will wait. First a calculation: so many are ahead, so many will overtake, so many places come free
/// in so much time, with a
/// margin for chance. Then honesty: the outcome is stretched by what the last waits of the group needed, so that most
/// real waits stay under what was shown.
/// </summary>
internal static class WaitForecast
{
    /// <summary>Aimed above the 80 % that is promised: what is learnt from the past lags behind a peak.</summary>
    public const double Confidence = 0.9;

    /// <summary>So many past waits are looked at; fewer than <see cref="Few"/> say nothing.</summary>
    public const int Window = 200;

    private const int Few = 20;
    private const double FirstStretch = 1.5;

    /// <summary>A calm hour must not teach haste: the peak that follows it is not in the past yet.</summary>
    private const double LeastStretch = 1.1;

    /// <summary>Standard deviations of the number of places that come free: covers nine of ten.</summary>
    private const double Margin = 1.28;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>What is calculated, before the stretch.</summary>
    /// <returns>null: nobody is here who could take it, so nothing can be said.</returns>
    public static TimeSpan? Estimate(GroupRoster roster, WaitingTicket ticket, QueuePlace place, QueuePace pace, DateTime now)
    {
        if (roster.CapacityFrom(ticket.RequiredStars) is not (> 0 and var capacity))
        {
            return null;
        }

        var all = Math.Max(roster.CapacityFrom(0), capacity);
        var share = place.Ahead == 0 ? 0 : (double)place.AheadForStars / place.Ahead;
        var wait = TimeSpan.Zero;

        // The longer the wait, the more overtake, and the longer the wait: soon nothing changes any more.
        for (var round = 0; round < 3; round++)
        {
            var overtaking = Overtaking(ticket, pace, wait, now);
            var ofAll = Time(place.Ahead + overtaking + 1, all, pace.Handling);
            var ofStars = Time(place.AheadForStars + (overtaking * share) + 1, capacity, pace.Handling);
            wait = Shorter(ofAll > ofStars ? ofAll : ofStars, Longest);
        }

        return wait;
    }

    /// <summary>What estimates have to be multiplied with, learnt from past ones.</summary>
    /// <param name="ratios">Real wait by estimate, of the last waits; those still waiting count with what they have
    /// waited if that is more.</param>
    public static double Stretch(IReadOnlyCollection<double> ratios)
    {
        if (ratios.Count < Few)
        {
            return FirstStretch;
        }

        var sorted = ratios.Order().ToList();
        return Math.Max(sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(sorted.Count * Confidence) - 1)], LeastStretch);
    }

    /// <summary>How many will still come that go first: as many as came lately with a head start that reaches so far.</summary>
    private static double Overtaking(WaitingTicket ticket, QueuePace pace, TimeSpan wait, DateTime now)
    {
        var ownLead = now - ticket.Rank;
        return pace.HeadStarts.Sum(h => Shorter(h > ownLead ? h - ownLead : TimeSpan.Zero, wait) / QueuePace.Recent);
    }

    private static TimeSpan Time(double places, int capacity, TimeSpan handling) =>
        handling * ((places + (Margin * Math.Sqrt(places))) / capacity);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
