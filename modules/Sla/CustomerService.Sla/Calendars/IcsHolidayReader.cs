using System.Text.RegularExpressions;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;

namespace CustomerService.Sla.Calendars;

/// <summary>
/// Holidays from an iCalendar file: whole days, once or repeated, with what was moved or cancelled. An entry that is
/// named as a make-up working day opens its dates.
/// </summary>
internal static partial class IcsHolidayReader
{
    /// <summary>What repeats is laid out this far ahead; holidays are published year by year anyway.</summary>
    private const int YearsAhead = 5;

    /// <summary>Longer entries are seasons, and what comes more often in a year is a routine, not a holiday.</summary>
    private const int MostDays = 31;

    // A rule that never comes true, such as 30 February, ends here; 29 February among days comes true within 2,922.
    private static readonly EvaluationOptions Evaluation = new() { MaxUnmatchedIncrementsLimit = 4000 };

    public static bool IsOne(string text) =>
        text.TrimStart('\uFEFF', ' ', '\r', '\n').StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase);

    /// <param name="year">This one: what repeats is laid out from here on, what stands alone is taken as it is.</param>
    /// <param name="zone">Of the business calendar: in it, instants in UTC are days, unless the file names its own.</param>
    public static (IReadOnlyList<SpecialDate> Dates, int LeftOut) Read(
        string text,
        IReadOnlyList<DateWindow> makeUpHours,
        int year,
        string zone = "UTC"
    )
    {
        var (calendars, leftOut) = Load(text.TrimStart('\uFEFF'));
        var dates = new Dictionary<DateOnly, SpecialDate>();
        foreach (var calendar in calendars)
        {
            var days = new WholeDays(ZoneOf(calendar, zone), year);
            var replacements = calendar.Events.Where(x => x.RecurrenceIdentifier is not null).ToLookup(x => x.Uid);
            foreach (var entry in calendar.Events.Where(x => x.IsActive))
            {
                if (days.Of(entry, entry.RecurrenceIdentifier is null ? replacements[entry.Uid] : []) is not { } found)
                {
                    leftOut++;
                    continue;
                }

                var name = NameOf(entry);
                var windows = IsWorkingDay(name) ? makeUpHours : [];
                foreach (var date in found)
                {
                    dates.TryAdd(date, new SpecialDate(date, name, windows));
                }
            }
        }

        return dates.Count > 0
            ? ([.. dates.Values.OrderBy(x => x.Date)], leftOut)
            : throw new BusinessException(SlaErrorCodes.NotAHolidayFile);
    }

    /// <summary>One entry that cannot be read does not cost the others.</summary>
    private static (CalendarCollection Calendars, int LeftOut) Load(string text)
    {
        // The wall clock of its own zone says which day is meant, also where nobody knows that zone.
        var floating = ZoneParameter().Replace(text, "");
        if (TryLoad(floating) is { } all)
        {
            return (all, 0);
        }

        var leftOut = 0;
        var readable = Event()
            .Replace(
                floating,
                entry =>
                {
                    var isReadable = TryLoad($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{entry.Value}END:VCALENDAR\r\n") is not null;
                    leftOut += isReadable ? 0 : 1;
                    return isReadable ? entry.Value : "";
                }
            );
        return (TryLoad(readable) ?? throw new BusinessException(SlaErrorCodes.NotAHolidayFile), leftOut);
    }

    private static CalendarCollection? TryLoad(string text)
    {
        try
        {
            return CalendarCollection.Load(text);
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            return null;
        }
    }

    private static DateTimeZone ZoneOf(Calendar calendar, string zone) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(calendar.Properties.Get<string>("X-WR-TIMEZONE") ?? zone)
        ?? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)
        ?? DateTimeZone.Utc;

    private static string NameOf(CalendarEvent entry) =>
        WellFormed.Cut((entry.Summary ?? "").ReplaceLineEndings(" ").Trim(), SlaLimits.Name);

    private static bool IsWorkingDay(string name) => WorkingDay().IsMatch(DayOff().Replace(name, ""));

    /// <summary>The library throws what the part of the file at hand makes it throw.</summary>
    private static bool IsOfTheFile(Exception e) => e is not OutOfMemoryException;

    [GeneratedRegex(@";TZID=(?:""[^""\r\n]*""|[^:;""\r\n]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ZoneParameter();

    [GeneratedRegex(@"^BEGIN:VEVENT\s.*?^END:VEVENT\s+", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Event();

    [GeneratedRegex(
        @"补班|補班|上班|工作日|出勤日|[(（\[【〔]\s*班\s*[)）\]】〕]|(?:^|[\s:：·・—-])班$|\bwork(?:ing)?[ -]?days?\b|\bmake[ -]?up days?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex WorkingDay();

    [GeneratedRegex(
        @"(?:不|免|无|無|没|沒|未|毋|停止|暂停|暫停|停|非|取消)(?:有|需|须|須|用|必|要|再|得|安排)*(?:补班|補班|上班|工作日|出勤日)"
            + @"|\b(?:non|not? an?|no|off)[ -]*work(?:ing)?[ -]?days?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex DayOff();

    private sealed class WholeDays(DateTimeZone zone, int year)
    {
        /// <returns>null when the entry is no whole days, too many, or repeats in a way that gives none.</returns>
        public IReadOnlyList<DateOnly>? Of(CalendarEvent entry, IEnumerable<CalendarEvent> replacements)
        {
            try
            {
                return Length(entry) is { } length ? All(entry, length, [.. replacements]) : null;
            }
            catch (Exception e) when (IsOfTheFile(e))
            {
                return null;
            }
        }

        private List<DateOnly>? All(CalendarEvent entry, int length, IReadOnlyList<CalendarEvent> replacements)
        {
            var repeats = entry.RecurrenceRule is not null || entry.RecurrenceDates.GetAllDates().Any();
            if (entry.RecurrenceRule?.Frequency is FrequencyType.Hourly or FrequencyType.Minutely or FrequencyType.Secondly)
            {
                return null;
            }

            var from = repeats ? new CalDateTime(year, 1, 1).AddDays(-MostDays) : entry.DtStart!;
            var replaced = replacements
                .Where(x => x.RecurrenceIdentifier!.Range != RecurrenceRange.ThisAndFuture)
                .Select(x => Day(x.RecurrenceIdentifier!.StartTime))
                .Concat(entry.ExceptionDates.GetAllDates().Select(Day))
                .ToHashSet();
            var days = entry
                .GetOccurrences(from, Evaluation)
                .Select(x => Day(x.Period.StartTime))
                .TakeWhile(x => !repeats || x.Year <= year + YearsAhead)
                .Where(x => !replaced.Contains(x))
                .Select(x => Moved(x, replacements))
                .SelectMany(x => Enumerable.Range(0, length).Select(x.AddDays))
                .Where(x => !repeats || x.Year >= year)
                .ToList();
            return days.GroupBy(x => x.Year).Any(x => x.Count() > MostDays) ? null : days;
        }

        // The newest "from this one on" before a day moves it by as much as it moved itself.
        private DateOnly Moved(DateOnly day, IEnumerable<CalendarEvent> replacements) =>
            replacements
                .Where(x => x.RecurrenceIdentifier!.Range == RecurrenceRange.ThisAndFuture && Day(x.RecurrenceIdentifier.StartTime) <= day)
                .MaxBy(x => Day(x.RecurrenceIdentifier!.StartTime))
                is { } move
                ? day.AddDays(Day(move.DtStart!).DayNumber - Day(move.RecurrenceIdentifier!.StartTime).DayNumber)
                : day;

        private int? Length(CalendarEvent entry)
        {
            if (entry.DtStart is not { } begin)
            {
                return null;
            }

            var start = Wall(begin);
            var end =
                entry.DtEnd is { } given ? Wall(given)
                : entry.Duration is { } duration ? start + duration.ToTimeSpanUnspecified()
                : begin.HasTime ? start
                : start.AddDays(1);
            // Some programs write a day's end as its last minute, or as the day itself.
            end = end.TimeOfDay >= new TimeSpan(23, 59, 0) ? end.Date.AddDays(1) : end;
            end = end == start && !begin.HasTime ? end.AddDays(1) : end;
            var days = (end - start).Days;
            return start.TimeOfDay == TimeSpan.Zero && end.TimeOfDay == TimeSpan.Zero && days is > 0 and <= MostDays ? days : null;
        }

        // Midnight in UTC of a repeated day is an hour off in summer: the nearest midnight is meant.
        private DateOnly Day(CalDateTime time) => DateOnly.FromDateTime(Wall(time).AddHours(12));

        private DateTime Wall(CalDateTime time) =>
            time.IsUtc ? Instant.FromDateTimeUtc(time.AsUtc).InZone(zone).ToDateTimeUnspecified() : time.Value;
    }
}
