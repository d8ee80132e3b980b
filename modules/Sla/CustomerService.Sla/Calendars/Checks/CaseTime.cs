using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.TimeZones;

namespace CustomerService.Sla.Calendars.Checks;

/// <summary>
/// A time as a case writes it; the answer is written the same way: in UTC after <c>Z</c>, with the schedule's offset
/// after an offset, as the schedule's wall clock shows it after neither.
/// </summary>
internal sealed partial record CaseTime(Instant Instant, DateTimeZone Zone, char Separator, bool HasSeconds, CaseTimeKind Kind)
{
    /// <returns>null when this is no time.</returns>
    public static CaseTime? TryRead(string text, DateTimeZone zone)
    {
        var match = Form().Match(text);
        if (
            !match.Success
            || !DateTime.TryParse(
                $"{match.Groups["date"]}T{(match.Groups["time"].Success ? match.Groups["time"].Value : "00:00")}",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var wallClock
            )
        )
        {
            return null;
        }

        var (local, offset) = (LocalDateTime.FromDateTime(wallClock), match.Groups["offset"].Value);
        var kind =
            offset.Length == 0 ? CaseTimeKind.WallClock
            : offset is "Z" or "z" ? CaseTimeKind.Utc
            : CaseTimeKind.Offset;
        var instant = kind switch
        {
            CaseTimeKind.WallClock => local.InZone(zone, Resolvers.LenientResolver).ToInstant(),
            CaseTimeKind.Utc => local.InUtc().ToInstant(),
            _ => DateTimeOffset.TryParse(
                $"{wallClock:yyyy-MM-ddTHH:mm:ss.fffffff}{offset}",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var moment
            )
                ? Instant.FromDateTimeOffset(moment)
                : default(Instant?),
        };
        return instant is null
            ? null
            : new CaseTime(
                instant.Value,
                zone,
                text.Contains(' ') ? ' ' : 'T',
                !match.Groups["time"].Success || match.Groups["seconds"].Success,
                kind
            );
    }

    public JsonNode Write(Instant instant)
    {
        var shown = instant.InZone(Kind == CaseTimeKind.Utc ? DateTimeZone.Utc : Zone);
        var time = HasSeconds || shown.Second != 0 || shown.NanosecondOfSecond != 0 ? "HH':'mm':'ss.FFFFFFF" : "HH':'mm";
        var suffix = Kind switch
        {
            CaseTimeKind.Utc => "Z",
            CaseTimeKind.Offset => shown.Offset.ToString("+HH:mm", CultureInfo.InvariantCulture),
            _ => "",
        };
        return JsonValue.Create(shown.LocalDateTime.ToString($"uuuu-MM-dd'{Separator}'{time}", CultureInfo.InvariantCulture) + suffix);
    }

    [GeneratedRegex(
        @"^(?<date>\d{4}-\d{2}-\d{2})([T ](?<time>\d{2}:\d{2}(?<seconds>:\d{2}(\.\d{1,7})?)?) ?(?<offset>[Zz]|[+-]\d{2}:\d{2})?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Form();
}

internal enum CaseTimeKind
{
    Utc,
    Offset,
    WallClock,
}
