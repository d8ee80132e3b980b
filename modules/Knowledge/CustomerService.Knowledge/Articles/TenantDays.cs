using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Knowledge.Articles;

/// <summary>Days as the tenant counts them.</summary>
internal sealed class TenantDays(ITenantStore tenants, ICurrentTenant tenant) : ITransientDependency
{
    /// <returns>UTC; the midnight that ends the day.</returns>
    public async Task<DateTime?> EndOfAsync(DateOnly? day, CancellationToken cancellationToken)
    {
        if (day is not { } last)
        {
            return null;
        }

        var zone = await ZoneAsync(cancellationToken);
        var midnight = last.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight, zone);
    }

    public async Task<DateOnly?> LastDayAsync(DateTime? end, CancellationToken cancellationToken) =>
        end is { } instant
            ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(instant.AddMinutes(-1), await ZoneAsync(cancellationToken)))
            : null;

    private async Task<TimeZoneInfo> ZoneAsync(CancellationToken cancellationToken) =>
        tenant.Id is { } id && await tenants.FindAsync(id, cancellationToken) is { } found
            ? TimeZoneInfo.FindSystemTimeZoneById(found.TimeZone)
            : TimeZoneInfo.Utc;
}
