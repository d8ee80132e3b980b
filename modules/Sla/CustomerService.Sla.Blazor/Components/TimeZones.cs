using NodaTime.TimeZones;

namespace CustomerService.Sla.Blazor.Components;

internal static class TimeZones
{
    /// <summary>The zones of places that people know, as the tz database lists them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        .. (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
            .Select(x => x.ZoneId)
            .Append("Etc/UTC")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
