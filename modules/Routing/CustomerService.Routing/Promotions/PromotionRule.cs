using CustomerService.Routing.Groups;

namespace CustomerService.Routing.Promotions;

/// <summary>What of one ticket counts for whoever had it. Times are UTC.</summary>
internal sealed record TicketFact(DateTime GivenAt, DateTime? FirstResponseAt, DateTime? SolvedAt, bool WasReopened, int? Rating);

/// <summary>When figures are good enough to propose one star more.</summary>
internal static class PromotionRule
{
    public static readonly TimeSpan Period = TimeSpan.FromDays(30);

    public const double LeastResolutionRate = 0.9;
    public const double MostFirstResponseSeconds = 60;
    public const double LeastSatisfaction = 4.5;

    /// <summary>Fewer say more about luck than about work.</summary>
    public const int LeastTickets = 30;
    public const int LeastRatings = 10;

    /// <summary>A lead who said no is not asked again at once.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromDays(30);

    /// <summary>Younger open tickets are still being worked on: they are neither success nor failure.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromDays(7);

    public static FiguresDto Figures(IEnumerable<TicketFact> tickets, DateTime now)
    {
        var all = tickets.ToList();
        var counted = all.Where(t => t.SolvedAt is not null || t.GivenAt + Young < now).ToList();
        var answers = all.Where(t => t.FirstResponseAt >= t.GivenAt)
            .Select(t => (t.FirstResponseAt!.Value - t.GivenAt).TotalSeconds)
            .Order()
            .ToList();
        var ratings = all.Where(t => t.Rating is not null).Select(t => t.Rating!.Value).ToList();
        return new FiguresDto(
            counted.Count,
            counted.Count == 0 ? 0 : (double)counted.Count(t => t is { SolvedAt: not null, WasReopened: false }) / counted.Count,
            answers.Count == 0 ? null : answers[answers.Count / 2],
            ratings.Count,
            ratings.Count == 0 ? null : ratings.Average()
        );
    }

    public static bool IsEnough(FiguresDto figures, int stars) =>
        stars < StarMatrix.MaxStars
        && figures
            is {
                Tickets: >= LeastTickets,
                ResolutionRate: >= LeastResolutionRate,
                FirstResponseSeconds: <= MostFirstResponseSeconds,
                Ratings: >= LeastRatings,
                Satisfaction: >= LeastSatisfaction
            };
}
