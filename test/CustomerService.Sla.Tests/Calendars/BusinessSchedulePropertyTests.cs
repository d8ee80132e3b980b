using NodaTime;

namespace CustomerService.Sla.Calendars;

/// <summary>Random calendars, zones and years against a walk minute by minute that shares no code with the arithmetic.</summary>
public class BusinessSchedulePropertyTests
{
    private static readonly string[] Zones =
    [
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/New_York",
        "America/Sao_Paulo",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Africa/Casablanca",
        "Pacific/Apia",
        "Asia/Tehran",
        "Europe/Dublin",
        "America/St_Johns",
        "Asia/Gaza",
        "Etc/UTC",
    ];

    [Fact]
    public void Should_Agree_With_The_Minute_Walk()
    {
        var random = new Random(20260213);
        for (var round = 0; round < 400; round++)
        {
            var (schedule, walk, text) = RandomSchedule(random);
            var start = NearAChange(random, schedule.Zone);
            var other = start + Duration.FromMinutes(random.Next(0, 8_000));
            // The time up to a closed moment is used up exactly at a closing.
            var minutes = random.Next(3) == 0 ? walk.Between(start, other) : random.Next(0, random.Next(2) == 0 ? 12_000 : 1_500);
            var why = $"round {round}: {text}, {start} + {minutes} min";

            var due = schedule.AddBusinessTime(start, Duration.FromMinutes(minutes));
            due.ShouldBe(walk.Add(start, minutes), why);
            schedule.BusinessTimeBetween(start, due).ShouldBe(Duration.FromMinutes(minutes), why);
            schedule.BusinessTimeBetween(start, other).ShouldBe(Duration.FromMinutes(walk.Between(start, other)), why);
            schedule.IsOpen(other).ShouldBe(walk.IsOpen(other), why);
            schedule.NextOpening(other).ShouldBe(walk.Add(other, 0), why);
            schedule.SubtractBusinessTime(start, Duration.FromMinutes(minutes)).ShouldBe(walk.Subtract(start, minutes), why);
        }
    }

    private static (BusinessSchedule, MinuteWalk, string) RandomSchedule(Random random)
    {
        var zone = Zones[random.Next(Zones.Length)];
        var year = random.Next(2007, 2036);
        var lines = new List<string>();
        foreach (var day in new[] { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }.Where(_ => random.Next(4) > 0).DefaultIfEmpty("wed"))
        {
            lines.Add($"{day} {string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomWindow(random)))}");
        }

        var first = new LocalDate(year, 1, 1);
        foreach (var date in Enumerable.Range(0, random.Next(0, 90)).Select(_ => first.PlusDays(random.Next(0, 380))).Distinct())
        {
            lines.Add($"{date:uuuu-MM-dd} {(random.Next(2) == 0 ? "closed" : RandomWindow(random))}");
        }

        foreach (
            var date in Enumerable.Range(0, random.Next(0, 3) == 0 ? 40 : 0).Select(_ => first.PlusDays(random.Next(0, 380))).Distinct()
        )
        {
            lines.Add($"break {date:uuuu-MM-dd} {RandomWindow(random)} {RandomWindow(random)}");
        }

        return (
            Schedules.Of(zone, [.. lines]),
            new MinuteWalk(Schedules.Of(zone, [.. lines])),
            $"{year} {zone} {string.Join("; ", lines.Take(7))}"
        );
    }

    // Hours around midnight and the early morning are where clocks change, so they come up more often.
    private static string RandomWindow(Random random)
    {
        var start = random.Next(3) == 0 ? random.Next(0, 240) : random.Next(0, 1440);
        var length = random.Next(3) == 0 ? random.Next(1, 90) : random.Next(1, 1441);
        return $"{Clock(start)}-{Clock((start + length) % 1440)}";
    }

    private static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";

    private static Instant NearAChange(Random random, DateTimeZone zone)
    {
        var start = Instant.FromUtc(random.Next(2007, 2036), 1, 1, 0, 0) + Duration.FromMinutes(random.Next(0, 525_600));
        var interval = zone.GetZoneInterval(start);
        return random.Next(2) == 0 || !interval.HasEnd || interval.End > Instant.FromUtc(2036, 1, 1, 0, 0)
            ? start
            : interval.End - Duration.FromMinutes(random.Next(-600, 2_000));
    }
}
