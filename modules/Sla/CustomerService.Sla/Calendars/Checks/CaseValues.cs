using System.Globalization;
using System.Text.Json;
using CustomerService.Framework.Errors;
using NodaTime;

namespace CustomerService.Sla.Calendars.Checks;

/// <summary>How a case file writes things down.</summary>
internal static class CaseValues
{
    public static BusinessException Unreadable(string what) => new BusinessException(SlaErrorCodes.UnreadableCase).WithData("What", what);

    /// <returns>null when it is missing or null.</returns>
    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null
            ? found
            : null;

    public static JsonElement Check(this JsonElement element, string name) => element.Find(name) ?? throw Unreadable(name);

    public static LocalDate Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? LocalDate.FromDateOnly(date)
            : throw Unreadable(text);

    /// <summary>24:00 is midnight at the end of the day.</summary>
    public static TimeWindow Window((string From, string To) pair) => new(Time(pair.From), Time(pair.To));

    /// <summary>Times are the same when they are the same instant; what they look like does not matter.</summary>
    public static bool Agree(JsonElement expected, JsonElement given) =>
        (expected.ValueKind, given.ValueKind) switch
        {
            (JsonValueKind.Array, JsonValueKind.Array) => expected.GetArrayLength() == given.GetArrayLength()
                && expected.EnumerateArray().Zip(given.EnumerateArray()).All(x => Agree(x.First, x.Second)),
            (JsonValueKind.String, JsonValueKind.String) => expected.GetString() == given.GetString()
                || CaseTime.TryRead(expected.GetString()!, DateTimeZone.Utc) is { } a
                    && CaseTime.TryRead(given.GetString()!, DateTimeZone.Utc) is { } b
                    && a.Instant == b.Instant,
            (JsonValueKind.Number, JsonValueKind.Number) => expected.GetDecimal() == given.GetDecimal(),
            var (a, b) => a == b && a is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null && a == b,
        };

    private static LocalTime Time(string text) =>
        text is "24:00" or "24:00:00" ? LocalTime.Midnight
        : TimeOnly.TryParseExact(text, ["H:mm", "H:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? LocalTime.FromTimeOnly(time)
        : throw Unreadable(text);
}
