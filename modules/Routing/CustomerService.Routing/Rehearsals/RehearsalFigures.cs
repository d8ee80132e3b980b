using CustomerService.Routing.Groups;

namespace CustomerService.Routing.Rehearsals;

/// <summary>The same figures of what happened and of what was played.</summary>
internal static class RehearsalFigures
{
    private const int Hours = 24;

    public static RehearsalFiguresDto Of(
        RehearsalPlan plan,
        IReadOnlyList<RehearsedTicket> taken,
        RehearsalPromises promises,
        TimeZoneInfo zone
    )
    {
        var waits = taken.Select(t => t.Wait.TotalMinutes).Order().ToList();
        double At(double share) => waits.Count == 0 ? 0 : waits[Math.Min((int)(waits.Count * share), waits.Count - 1)];
        var byHour = taken.ToLookup(t => HourOf(t.Ticket.At, zone), t => t.Wait.TotalMinutes);
        return new RehearsalFiguresDto(
            taken.Count,
            promises.Counts,
            At(0.5),
            At(0.8),
            At(0.95),
            At(1),
            plan.Tickets.Count - taken.Count,
            [.. Enumerable.Range(0, Hours).Select(h => byHour[h].Any() ? byHour[h].Average() : (double?)null)],
            promises.BrokenByHour,
            [.. Loads(RehearsalHours.Of(plan, taken), zone)]
        );
    }

    private static IEnumerable<StarLoadDto> Loads(IReadOnlyList<RehearsalHour> hours, TimeZoneInfo zone)
    {
        var byHour = hours.ToLookup(h => HourOf(h.At, zone));
        for (var stars = StarMatrix.MinStars; stars <= StarMatrix.MaxStars; stars++)
        {
            var places = hours.Sum(h => h.PlacesByStars[stars]);
            if (places > 0)
            {
                yield return new StarLoadDto(
                    stars,
                    hours.Sum(h => h.BusyByStars[stars]) / places,
                    [.. Enumerable.Range(0, Hours).Select(h => Load(byHour[h], stars))]
                );
            }
        }
    }

    private static double? Load(IEnumerable<RehearsalHour> hours, int stars) =>
        hours.Sum(h => h.PlacesByStars[stars]) is > 0 and var places ? hours.Sum(h => h.BusyByStars[stars]) / places : null;

    private static int HourOf(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone).Hour;
}
