using System.Text.Json;
using CustomerService.Framework.Errors;
using NodaTime;
using NodaTime.TimeZones;

namespace CustomerService.Sla.Calendars.Checks;

/// <summary>
/// <c>{"hours": {"mon": [["09:00", "17:00"]]}, "shifts": {"2006-01-04": …}, "breaks": {"2006-01-05": …}, "holidays":
/// ["2006-01-01"], "time_zone": "Etc/UTC"}</c>.
/// A shift replaces the hours of its date, a holiday both; whatever is missing is empty, the zone then UTC.
/// </summary>
internal sealed class CaseSchedule
{
    private static readonly string[] Days = ["", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private readonly JsonElement _json;
    private readonly HashSet<LocalDate> _holidays;
    private readonly Lazy<BusinessSchedule> _hours;

    private CaseSchedule(JsonElement json)
    {
        _json = json;
        Zone = ZoneOf(json.Find("time_zone")?.GetString() ?? "Etc/UTC");
        _holidays = [.. Holidays(json).Select(CaseValues.Date)];
        _hours = new(ReadHours);
    }

    public DateTimeZone Zone { get; }

    /// <exception cref="BusinessException">It never opens.</exception>
    public BusinessSchedule Hours => _hours.Value;

    public static CaseSchedule Read(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? new CaseSchedule(json) : throw CaseValues.Unreadable("schedule");

    public bool IsHoliday(Instant instant) => _holidays.Contains(instant.InZone(Zone).Date);

    private BusinessSchedule ReadHours()
    {
        var week = Windows("hours")
            .Select(x => (Day: Day(x.Key), x.Windows))
            .SelectMany(x => x.Windows.Select(w => KeyValuePair.Create(x.Day, w)));
        var dates = ByDate("shifts");
        foreach (var holiday in _holidays)
        {
            dates[holiday] = [];
        }

        return new BusinessSchedule(Zone, week, dates, ByDate("breaks"));
    }

    private Dictionary<LocalDate, IReadOnlyList<TimeWindow>> ByDate(string part) =>
        Windows(part).ToDictionary(x => CaseValues.Date(x.Key), x => (IReadOnlyList<TimeWindow>)x.Windows);

    private IEnumerable<(string Key, TimeWindow[] Windows)> Windows(string part) =>
        _json.Find(part) is not { } found ? []
        : found.ValueKind == JsonValueKind.Object
            ? found.EnumerateObject().Select(x => (x.Name, Pairs(x.Value).Select(CaseValues.Window).ToArray()))
        : found.ValueKind == JsonValueKind.Array && found.GetArrayLength() == 0 ? []
        : throw CaseValues.Unreadable(part);

    // [["09:00", "12:00"], …], {"09:00": "12:00"} or a single pair.
    private static IEnumerable<(string From, string To)> Pairs(JsonElement windows) =>
        windows switch
        {
            { ValueKind: JsonValueKind.Null } => [],
            { ValueKind: JsonValueKind.Object } => windows.EnumerateObject().Select(x => (x.Name, x.Value.GetString()!)),
            { ValueKind: JsonValueKind.Array } when windows.GetArrayLength() == 2 && windows[0].ValueKind == JsonValueKind.String =>
            [
                (windows[0].GetString()!, windows[1].GetString()!),
            ],
            _ => windows.EnumerateArray().Select(x => (x[0].GetString()!, x[1].GetString()!)),
        };

    private static IEnumerable<string> Holidays(JsonElement json) =>
        json.Find("holidays") switch
        {
            null => [],
            { ValueKind: JsonValueKind.Object } named => named.EnumerateObject().Select(x => x.Name),
            { } list => list.EnumerateArray().Select(x => (x.ValueKind == JsonValueKind.Object ? x.Check("date") : x).GetString()!),
        };

    private static IsoDayOfWeek Day(string name)
    {
        var day = name.Length < 3 ? -1 : Array.IndexOf(Days, name[..3].ToLowerInvariant());
        return day > 0 ? (IsoDayOfWeek)day : throw CaseValues.Unreadable(name);
    }

    // Files from Windows programs carry their own names.
    private static DateTimeZone ZoneOf(string id) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(
            TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(id, out var place) ? place : id
        ) ?? throw new BusinessException(SlaErrorCodes.UnknownTimeZone).WithData("TimeZone", id);
}
