using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Routing.Presence;

/// <summary>Days as the tenant's clocks have them.</summary>
internal sealed class TenantDays(ITenantStore tenants, ICurrentTenant tenant) : ITransientDependency
{
    public async Task<TimeZoneInfo> ZoneAsync(CancellationToken cancellationToken) =>
        (await tenants.FindAsync(tenant.Key, cancellationToken))?.TimeZone is { } id
        && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : TimeZoneInfo.Utc;

    public static DateOnly DayOf(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    /// <summary>UTC; the first moment of the day, also where the clocks skip midnight.</summary>
    public static DateTime Begin(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
