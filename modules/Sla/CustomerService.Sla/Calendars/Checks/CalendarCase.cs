using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerService.Framework.Errors;
using NodaTime;

namespace CustomerService.Sla.Calendars.Checks;

/// <summary>One question to a schedule.</summary>
internal static class CalendarCase
{
    private const int MaxPeriods = 10_000;

    public static JsonNode Answer(JsonElement @case, CaseSchedule schedule)
    {
        var (op, input) = (@case.Check("op").GetString()!, @case.Check("input"));
        return op switch
        {
            "add_after" => Move(schedule, input, 1),
            "add_before" => Move(schedule, input, -1),
            "duration_within" => Seconds(schedule.Hours, Time(schedule, input, "start").Instant, Time(schedule, input, "end").Instant),
            "in_hours" => schedule.Hours.IsOpen(Time(schedule, input, "time").Instant),
            "on_holiday" => schedule.IsHoliday(Time(schedule, input, "time").Instant),
            "on_break" => schedule.Hours.IsOnBreak(Time(schedule, input, "time").Instant),
            "periods_after" => Periods(schedule, input, 1),
            "periods_before" => Periods(schedule, input, -1),
            "segments_after_until" => Segments(schedule, input, 1),
            "segments_before_until" => Segments(schedule, input, -1),
            _ => throw new BusinessException(SlaErrorCodes.UnknownCaseOperation).WithData("Op", op),
        };
    }

    private static JsonNode Move(CaseSchedule schedule, JsonElement input, int direction)
    {
        var (time, amount) = (Time(schedule, input, "time"), input.Check("amount").GetDecimal());
        var unit = (input.Find("unit")?.GetString() ?? "second").TrimEnd('s');
        if (unit == "day")
        {
            var days = decimal.IsInteger(amount) ? (int)amount : throw CaseValues.Unreadable("amount");
            return time.Write(
                direction > 0 ? schedule.Hours.AddBusinessDays(time.Instant, days) : schedule.Hours.SubtractBusinessDays(time.Instant, days)
            );
        }

        var length = Duration.FromTicks((long)(amount * TicksOf(unit)));
        return time.Write(
            direction > 0 ? schedule.Hours.AddBusinessTime(time.Instant, length) : schedule.Hours.SubtractBusinessTime(time.Instant, length)
        );
    }

    private static long TicksOf(string unit) =>
        unit switch
        {
            "second" => NodaConstants.TicksPerSecond,
            "minute" => NodaConstants.TicksPerMinute,
            "hour" => NodaConstants.TicksPerHour,
            _ => throw CaseValues.Unreadable(unit),
        };

    // Within a stretch that ends before it starts lies nothing.
    private static JsonNode Seconds(BusinessSchedule hours, Instant start, Instant end)
    {
        var seconds = start < end ? (decimal)hours.BusinessTimeBetween(start, end).BclCompatibleTicks / NodaConstants.TicksPerSecond : 0;
        return decimal.IsInteger(seconds) ? JsonValue.Create((long)seconds) : JsonValue.Create(seconds);
    }

    private static JsonNode Periods(CaseSchedule schedule, JsonElement input, int step)
    {
        var count = input.Check("count").GetInt32();
        return Write(
            Time(schedule, input, "time"),
            Openings(schedule.Hours, Time(schedule, input, "time").Instant, step).Take(Math.Min(count, MaxPeriods))
        );
    }

    private static JsonNode Segments(CaseSchedule schedule, JsonElement input, int step)
    {
        var (time, until) = (Time(schedule, input, "time"), Time(schedule, input, "until").Instant.ToUnixTimeTicks());
        var (from, to) = step > 0 ? (long.MinValue, until) : (until, long.MaxValue);
        return Write(
            time,
            Openings(schedule.Hours, time.Instant, step)
                .TakeWhile(x => step > 0 ? x.Open < until : x.Close > until)
                .Select(x => x.Within(from, to))
        );
    }

    /// <summary>Window by window, on or before the time of the question left out.</summary>
    private static IEnumerable<Opening> Openings(BusinessSchedule hours, Instant start, int step)
    {
        var at = start.ToUnixTimeTicks();
        var (from, to) = step > 0 ? (at, long.MaxValue) : (long.MinValue, at);
        // A night shift of the evening before may still be open.
        for (
            var date = start.InZone(hours.Zone).Date.PlusDays(step > 0 ? -1 : 0);
            date.Year is >= BusinessSchedule.FirstYear and <= BusinessSchedule.LastYear;
            date = date.PlusDays(step)
        )
        {
            var openings = hours.OpeningsOn(date).Order();
            foreach (var opening in (step > 0 ? openings : openings.Reverse()).Select(x => x.Within(from, to)).Where(x => x.Open < x.Close))
            {
                yield return opening;
            }
        }
    }

    private static JsonArray Write(CaseTime time, IEnumerable<Opening> openings) =>
        [
            .. openings.Select(x => new JsonArray(
                time.Write(Instant.FromUnixTimeTicks(x.Open)),
                time.Write(Instant.FromUnixTimeTicks(x.Close))
            )),
        ];

    private static CaseTime Time(CaseSchedule schedule, JsonElement input, string name)
    {
        var text = input.Check(name).GetString()!;
        return CaseTime.TryRead(text, schedule.Zone) ?? throw CaseValues.Unreadable(text);
    }
}
