using System.Diagnostics;
using NodaTime;

namespace CustomerService.Sla.Calendars;

public class BusinessScheduleSpeedTests(ITestOutputHelper output)
{
    [Fact]
    public void Should_Add_A_Million_Times_In_A_Second()
    {
        var schedule = Schedules.Of("Europe/Berlin", "mon-fri 09:00-12:00 13:00-18:00", "2025-12-25 closed", "2026-01-01 closed");
        var random = new Random(1);
        var starts = Enumerable.Range(0, 4096).Select(_ => Instant.FromUtc(2007, 1, 1, 0, 0) + Duration.FromMinutes(random.Next(0, 14_000_000))).ToArray();
        var amounts = starts.Select(_ => Duration.FromMinutes(random.Next(1, 20_000))).ToArray();
        var best = double.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 1_000_000; i++)
            {
                schedule.AddBusinessTime(starts[i & 4095], amounts[i & 4095]);
            }

            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        output.WriteLine($"{1 / best:N2} million additions a second on one core");
        best.ShouldBeLessThan(1);
    }
}
