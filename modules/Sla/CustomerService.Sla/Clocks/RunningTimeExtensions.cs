using CustomerService.Sla.Calendars;
using NodaTime;

namespace CustomerService.Sla.Clocks;

internal static class RunningTimeExtensions
{
    /// <summary>
    /// When so many minutes of business time are used up: within an earlier stretch, or in the one that began at
    /// <paramref name="since"/>.
    /// </summary>
    public static DateTime Reach(this BusinessSchedule schedule, IReadOnlyList<RunningTime> runs, DateTime since, double minutes)
    {
        var left = Duration.FromMinutes(minutes);
        foreach (var run in runs)
        {
            var used = schedule.BusinessTimeBetween(run.From.ToInstant(), run.To.ToInstant());
            if (left <= used)
            {
                return schedule.AddBusinessTime(run.From.ToInstant(), left).ToDateTimeUtc();
            }

            left -= used;
        }

        return schedule.AddBusinessTime(since.ToInstant(), left).ToDateTimeUtc();
    }

    public static double MinutesOf(this BusinessSchedule schedule, IReadOnlyList<RunningTime> runs) =>
        runs.Sum(x => schedule.MinutesBetween(x.From, x.To));

    public static double MinutesBetween(this BusinessSchedule schedule, DateTime start, DateTime end) =>
        schedule.BusinessTimeBetween(start.ToInstant(), end.ToInstant()).TotalMinutes;

    private static Instant ToInstant(this DateTime utc) => Instant.FromDateTimeUtc(utc);
}
