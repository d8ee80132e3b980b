using System.Globalization;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;

namespace CustomerService.Sla.Calendars;

/// <summary>
/// Holidays from an iCalendar file (RFC 5545): whole days (<c>DTSTART;VALUE=DATE</c>, <c>DTEND</c> not included), once or
/// yearly. An entry that says it is a make-up working day (补班, 上班, or 班 in brackets) opens its dates.
/// </summary>
internal static class IcsHolidayReader
{
    /// <summary>What repeats is laid out this far ahead; holidays are published year by year anyway.</summary>
    private const int YearsAhead = 5;

    /// <summary>Longer entries are seasons, not holidays.</summary>
    private const int LongestDays = 31;

    private static readonly string[] WorkingDayWords = ["补班", "上班", "(班)", "（班）"];

    public static bool IsOne(string text) =>
        text.TrimStart('\uFEFF', ' ', '\r', '\n').StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase);

    /// <param name="year">This one: what repeats is laid out from here on, what stands alone is taken as it is.</param>
    public static (IReadOnlyList<SpecialDate> Dates, int LeftOut) Read(string text, IReadOnlyList<DateWindow> makeUpHours, int year)
    {
        var (dates, leftOut) = (new Dictionary<DateOnly, SpecialDate>(), 0);
        foreach (var entry in Entries(Unfold(text)).Where(x => !x.Has("STATUS", "CANCELLED")))
        {
            if (Days(entry) is not { } first || Starts(entry, first.Start, year) is not { } starts)
            {
                leftOut++;
                continue;
            }

            var name = Unescape(entry.Find("SUMMARY") ?? "");
            var windows = WorkingDayWords.Any(name.Contains) ? makeUpHours : [];
            foreach (var date in starts.SelectMany(x => Enumerable.Range(0, first.Count).Select(x.AddDays)))
            {
                dates.TryAdd(date, new SpecialDate(date, WellFormed.Cut(name, SlaLimits.Name), windows));
            }
        }

        return dates.Count > 0
            ? ([.. dates.Values.OrderBy(x => x.Date)], leftOut)
            : throw new BusinessException(SlaErrorCodes.NotAHolidayFile);
    }

    private static (DateOnly Start, int Count)? Days(Entry entry)
    {
        if (Date(entry.Find("DTSTART")) is not { } start)
        {
            return null;
        }

        // Without an end it is one day; the end itself is not included.
        var count =
            entry.Find("DTEND") is { } end ? Date(end)?.DayNumber - start.DayNumber
            : entry.Find("DURATION") is { } duration ? Length(duration)
            : 1;
        return count is > 0 and <= LongestDays ? (start, count.Value) : null;
    }

    private static IEnumerable<DateOnly>? Starts(Entry entry, DateOnly start, int year)
    {
        var rule = entry.Find("RRULE") is { } text ? YearlyRule.Read(text) : null;
        if (rule is null && entry.Find("RRULE") is not null)
        {
            return null;
        }

        var left = entry.All("EXDATE").SelectMany(x => x.Split(',')).Select(Date).ToHashSet();
        var more = entry.All("RDATE").SelectMany(x => x.Split(',')).Select(Date).OfType<DateOnly>();
        var repeated = rule?.From(start, year + YearsAhead).Where(x => x.Year >= year) ?? [start];
        return repeated.Concat(more).Where(x => !left.Contains(x)).Distinct();
    }

    private static IEnumerable<Entry> Entries(IEnumerable<string> lines)
    {
        Entry? entry = null;
        foreach (var line in lines)
        {
            if (line.Equals("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase))
            {
                entry = new Entry();
            }
            else if (line.Equals("END:VEVENT", StringComparison.OrdinalIgnoreCase) && entry is not null)
            {
                yield return entry;
                entry = null;
            }
            else
            {
                entry?.Add(line);
            }
        }
    }

    // A line that begins with a blank goes on the one before.
    private static IEnumerable<string> Unfold(string text) =>
        text.ReplaceLineEndings("\n")
            .Replace("\n ", "", StringComparison.Ordinal)
            .Replace("\n\t", "", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static int? Length(string duration) =>
        duration switch
        {
            ['P', .. var days, 'D'] when int.TryParse(days, CultureInfo.InvariantCulture, out var count) => count,
            ['P', .. var weeks, 'W'] when int.TryParse(weeks, CultureInfo.InvariantCulture, out var count) => count * 7,
            _ => null,
        };

    private static string Unescape(string text) =>
        text.Replace("\\n", " ", StringComparison.OrdinalIgnoreCase)
            .Replace("\\,", ",", StringComparison.Ordinal)
            .Replace("\\;", ";", StringComparison.Ordinal)
            .Replace(@"\\", @"\", StringComparison.Ordinal)
            .Trim();

    /// <summary>The properties of an event, by name, without their parameters.</summary>
    private sealed class Entry
    {
        private readonly List<(string Name, string Value)> _properties = [];

        public void Add(string line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                _properties.Add((line[..colon].Split(';')[0].ToUpperInvariant(), line[(colon + 1)..]));
            }
        }

        public IEnumerable<string> All(string name) => _properties.Where(x => x.Name == name).Select(x => x.Value);

        public string? Find(string name) => All(name).FirstOrDefault();

        public bool Has(string name, string value) => string.Equals(Find(name), value, StringComparison.OrdinalIgnoreCase);
    }
}
