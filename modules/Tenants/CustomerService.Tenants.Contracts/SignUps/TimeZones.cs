namespace CustomerService.Tenants.SignUps;

/// <summary>
/// Zones that forms offer: one for each offset and rule where many people live. Anything else the system knows can be
/// stored too.
/// </summary>
public static class TimeZones
{
    public static readonly IReadOnlyList<string> Common =
    [
        "Asia/Shanghai",
        "Asia/Hong_Kong",
        "Asia/Taipei",
        "Asia/Singapore",
        "Asia/Tokyo",
        "Asia/Seoul",
        "Asia/Bangkok",
        "Asia/Jakarta",
        "Asia/Manila",
        "Asia/Kolkata",
        "Asia/Dubai",
        "Asia/Tehran",
        "Asia/Riyadh",
        "Asia/Jerusalem",
        "Europe/Istanbul",
        "Europe/Moscow",
        "Europe/Kyiv",
        "Europe/Athens",
        "Europe/Berlin",
        "Europe/Paris",
        "Europe/Madrid",
        "Europe/London",
        "Europe/Lisbon",
        "Africa/Cairo",
        "Africa/Johannesburg",
        "Africa/Lagos",
        "Africa/Nairobi",
        "America/Sao_Paulo",
        "America/Argentina/Buenos_Aires",
        "America/New_York",
        "America/Toronto",
        "America/Chicago",
        "America/Mexico_City",
        "America/Bogota",
        "America/Denver",
        "America/Los_Angeles",
        "America/Anchorage",
        "Pacific/Honolulu",
        "Australia/Perth",
        "Australia/Adelaide",
        "Australia/Sydney",
        "Pacific/Auckland",
        "UTC",
    ];

    /// <summary>The offered ones, with the one in use among them.</summary>
    public static IEnumerable<string> With(string? current) =>
        string.IsNullOrEmpty(current) || Common.Contains(current) ? Common : Common.Prepend(current);
}
