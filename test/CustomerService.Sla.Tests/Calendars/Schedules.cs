using NodaTime;
using NodaTime.Text;

namespace CustomerService.Sla.Calendars;

/// <summary>
/// Schedules in the words of a test: <c>Schedules.Of("Asia/Shanghai", "mon-fri 09:00-18:00", "2026-02-16 closed",
/// "2026-02-14 09:00-18:00", "break 2026-02-13 12:00-13:00")</c>.
/// </summary>
internal static class Schedules
{
    private static readonly string[] Days = ["", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static BusinessSchedule Of(string zone, params string[] lines)
    {
        var week = new List<KeyValuePair<IsoDayOfWeek, TimeWindow>>();
        var overrides = new Dictionary<LocalDate, IReadOnlyList<TimeWindow>>();
        var breaks = new Dictionary<LocalDate, IReadOnlyList<TimeWindow>>();
        foreach (var parts in lines.Select(line => line.Split(' ')))
        {
            if (parts[0] == "break")
            {
                breaks[Date(parts[1])] = [.. parts[2..].Select(Window)];
                continue;
            }

            var windows = parts[1..].Where(x => x != "closed").Select(Window).ToArray();
            if (char.IsDigit(parts[0][0]))
            {
                overrides[Date(parts[0])] = windows;
                continue;
            }

            var days = parts[0].Split('-').Select(Day).ToArray();
            for (var day = days[0]; day <= days[^1]; day++)
            {
                week.AddRange(windows.Select(window => KeyValuePair.Create(day, window)));
            }
        }

        return new BusinessSchedule(Zone(zone), week, overrides, breaks);
    }

    public static Instant At(string zone, string wallClock) =>
        LocalDateTimePattern.ExtendedIso.Parse(Seconds(wallClock)).Value.InZoneStrictly(Zone(zone)).ToInstant();

    public static Instant Utc(string instant) => OffsetDateTimePattern.Rfc3339.Parse(instant).Value.ToInstant();

    public static LocalDate Date(string date) => LocalDatePattern.Iso.Parse(date).Value;

    public static IsoDayOfWeek Day(string name) => (IsoDayOfWeek)Array.IndexOf(Days, name);

    public static LocalTime Time(string time) => time == "24:00" ? LocalTime.Midnight : LocalTime.FromTimeOnly(TimeOnly.Parse(time, null));

    public static TimeWindow Window(string window) => new(Time(window.Split('-')[0]), Time(window.Split('-')[1]));

    public static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];

    private static string Seconds(string wallClock) =>
        wallClock.Length == 16 ? wallClock.Replace(' ', 'T') + ":00" : wallClock.Replace(' ', 'T');
}
