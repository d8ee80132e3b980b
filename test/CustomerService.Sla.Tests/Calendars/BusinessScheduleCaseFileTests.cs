using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace CustomerService.Sla.Calendars;

/// <summary>Cases of other libraries (shared/data/sla). Operations this core does not have are left out by name.</summary>
public class BusinessScheduleCaseFileTests(ITestOutputHelper output)
{
    [Fact]
    public void Should_Agree_With_Bokmann_Business_Time() =>
        Check(
            SharedData.Sla("business_time_cases.json"),
            atLeast: 138,
            @case =>
            {
                var (schedule, input) = (BusinessTime(@case.GetProperty("config"), @case.Text("tz")), @case.GetProperty("input"));
                return @case.Text("op") switch
                {
                    "add_business_days_after" when StartsOpen(schedule, input) => schedule.AddBusinessDays(
                        Time(input, "time"),
                        input.GetProperty("days").GetInt32()
                    ),
                    "add_business_days_before" when StartsOpen(schedule, input) => schedule.SubtractBusinessDays(
                        Time(input, "time"),
                        input.GetProperty("days").GetInt32()
                    ),
                    "add_business_hours_after" => schedule.AddBusinessTime(
                        Time(input, "time"),
                        Duration.FromHours(input.GetProperty("hours").GetInt32())
                    ),
                    "add_business_hours_before" => schedule.SubtractBusinessTime(
                        Time(input, "time"),
                        Duration.FromHours(input.GetProperty("hours").GetInt32())
                    ),
                    "business_seconds_between" => schedule.BusinessTimeBetween(Time(input, "start"), Time(input, "end")).TotalSeconds,
                    "during_business_hours" => schedule.IsOpen(Time(input, "time")),
                    _ => null,
                };
            }
        );

    [Fact]
    public void Should_Agree_With_Gocardless_Business_Days() =>
        Check(
            SharedData.Sla("gocardless_business_day_cases.json"),
            atLeast: 196,
            @case =>
            {
                var schedule = WholeDays(@case.GetProperty("calendar"));
                var input = @case.GetProperty("input").EnumerateArray().ToArray();
                var date = Schedules.Date(input[0].GetString()![..10]);
                var (start, end) = (date.AtMidnight().InUtc().ToInstant(), date.PlusDays(1).AtMidnight().InUtc().ToInstant());
                var count =
                    input.Length > 1 && input[1].ValueKind == JsonValueKind.Number ? Duration.FromDays(input[1].GetInt32()) : Duration.Zero;
                return @case.Text("op") switch
                {
                    "business_day" => schedule.WindowsOn(date).Count > 0,
                    "roll_forward" => schedule.NextOpening(start).InUtc().Date,
                    "next_business_day" => schedule.NextOpening(end).InUtc().Date,
                    "roll_backward" => DayBefore(schedule, end),
                    "previous_business_day" => DayBefore(schedule, start),
                    "add_business_days" => schedule.NextOpening(schedule.AddBusinessTime(schedule.NextOpening(start), count)).InUtc().Date,
                    "subtract_business_days" => DayBefore(schedule, schedule.SubtractBusinessTime(end, count)),
                    // Over a week or more that library forgets the make-up working days between; a calendar on the wall does not.
                    "business_days_between"
                        when Time(input[1].GetString()!) - start >= Duration.FromDays(7)
                            && @case
                                .GetProperty("calendar")
                                .GetProperty("extra_working_dates")
                                .Texts()
                                .Any(x => Time(x) >= start && Time(x) < Time(input[1].GetString()!)) => null,
                    "business_days_between" => schedule.BusinessTimeBetween(start, Time(input[1].GetString()!)).TotalDays,
                    _ => null,
                };
            }
        );

    [Fact]
    public void Should_Count_The_Official_Chinese_Working_Days()
    {
        var lines = new[] { "2024", "2025", "2026" }
            .SelectMany(year => SharedData.Sla($"holiday-cn/{year}.json"))
            .SelectMany(x => x.GetProperty("days").EnumerateArray())
            .Select(x => $"{x.Text("date")} {(x.GetProperty("isOffDay").GetBoolean() ? "closed" : "09:00-18:00")}");
        var schedule = Schedules.Of("Asia/Shanghai", ["mon-fri 09:00-18:00", .. lines]);
        var days = new[] { 2024, 2025, 2026 }.Select(year =>
            schedule.BusinessTimeBetween(Instant.FromUtc(year, 1, 1, 0, 0), Instant.FromUtc(year + 1, 1, 1, 0, 0)) / Duration.FromHours(9)
        );
        days.ShouldBe([251, 248, 248]);
        Schedules
            .At("Asia/Shanghai", "2026-02-24 12:00")
            .ShouldBe(schedule.AddBusinessTime(Schedules.At("Asia/Shanghai", "2026-02-14 17:00"), Duration.FromHours(4)));
        Schedules
            .At("Asia/Shanghai", "2025-10-09 10:00")
            .ShouldBe(schedule.AddBusinessTime(Schedules.At("Asia/Shanghai", "2025-09-30 17:30"), Duration.FromMinutes(90)));
    }

    private void Check(JsonElement[] cases, int atLeast, Func<JsonElement, object?> answer)
    {
        var (wrong, leftOut, agreed) = (new List<string>(), new SortedDictionary<string, int>(), 0);
        foreach (var @case in cases)
        {
            var ours = answer(@case);
            if (ours is null)
            {
                leftOut[@case.Text("op")] = leftOut.GetValueOrDefault(@case.Text("op")) + 1;
            }
            else if (Accepted(@case).Contains(Canonical(ours)))
            {
                agreed++;
            }
            else
            {
                wrong.Add($"{@case.Text("op")} {@case.GetProperty("input")}: ours {Canonical(ours)}, theirs {@case.GetProperty("result")}");
            }
        }

        output.WriteLine($"{agreed} agree, {wrong.Count} differ, left out: {string.Join(", ", leftOut.Select(x => $"{x.Key} {x.Value}"))}");
        wrong.ShouldBeEmpty();
        agreed.ShouldBeGreaterThanOrEqualTo(atLeast);
    }

    private static IEnumerable<string> Accepted(JsonElement @case)
    {
        yield return Canonical(@case.GetProperty("result"));
        if (@case.TryGetProperty("also_acceptable", out var also))
        {
            yield return Canonical(also);
        }
    }

    private static string Canonical(object value) =>
        value switch
        {
            JsonElement { ValueKind: JsonValueKind.Array } list => string.Join(',', list.EnumerateArray().Select(x => Canonical(x))),
            JsonElement { ValueKind: JsonValueKind.String } text => Canonical(Time(text.GetString()!)),
            JsonElement { ValueKind: JsonValueKind.Number } number => Canonical(number.GetDouble()),
            JsonElement { ValueKind: JsonValueKind.Null } => "False",
            JsonElement other => other.GetBoolean().ToString(),
            LocalDate date => Canonical(date.AtMidnight().InUtc().ToInstant()),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

    // From outside the hours that library rolls to the next morning first, on the way back as well; ours keeps the time of day.
    private static bool StartsOpen(BusinessSchedule schedule, JsonElement input) =>
        input.Text("time").Length > 10 && schedule.IsOpen(Time(input, "time"));

    private static string[] Lines(Dictionary<string, string[]> week, Dictionary<string, string[]> days) =>
        [.. week.Concat(days).Select(x => $"{x.Key} {(x.Value.Length == 0 ? "closed" : string.Join(' ', x.Value))}")];

    private static BusinessSchedule BusinessTime(JsonElement config, string? zone)
    {
        var usual = $"{config.Text("beginning_of_workday")[..5]}-{config.Text("end_of_workday")[..5]}";
        var hours = config
            .GetProperty("work_hours")
            .EnumerateObject()
            .ToDictionary(x => x.Name, x => new[] { $"{x.Value[0].GetString()![..5]}-{x.Value[1].GetString()![..5]}" });
        hours = hours.Count > 0 ? hours : config.GetProperty("work_week").Texts().ToDictionary(x => x, _ => new[] { usual });
        var holidays = config.GetProperty("holidays").Texts().ToDictionary(x => x, _ => Array.Empty<string>());
        return Schedules.Of(
            zone?.StartsWith("Eastern", StringComparison.Ordinal) == true ? "America/New_York" : "Etc/UTC",
            Lines(hours, holidays)
        );
    }

    private static BusinessSchedule WholeDays(JsonElement calendar)
    {
        var week = calendar.GetProperty("working_days").Texts().ToDictionary(x => x, _ => new[] { "00:00-24:00" });
        var days = calendar.GetProperty("extra_working_dates").Texts().ToDictionary(x => x, _ => new[] { "00:00-24:00" });
        foreach (var holiday in calendar.GetProperty("holidays").Texts())
        {
            days[holiday] = [];
        }

        return Schedules.Of("Etc/UTC", Lines(week, days));
    }

    private static LocalDate DayBefore(BusinessSchedule schedule, Instant end) =>
        (schedule.SubtractBusinessTime(end, Duration.Zero) - Duration.FromTicks(1)).InUtc().Date;

    private static Instant Time(JsonElement input, string name) => Time(input.Text(name));

    private static Instant Time(string text) =>
        Schedules.Utc(
            text.Length == 10 ? $"{text}T00:00:00Z"
            : text.Length == 19 ? $"{text}Z"
            : text
        );
}
