using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using Microsoft.Extensions.Localization;

namespace CustomerService.Notifications;

/// <summary>Instants in our mails as their reader says them.</summary>
internal sealed class MailText(ICurrentTenant tenant, ITenantStore tenants, IStringLocalizer localizer, TimeProvider time)
    : ITransientDependency
{
    /// <summary>"today 15:20", in the person's zone, else the tenant's. Call it inside the person's culture.</summary>
    public async Task<string> WhenAsync(DateTime utc, UserDto? person, CancellationToken cancellationToken)
    {
        var name = person?.TimeZone ?? (tenant.Id is { } id ? (await tenants.FindAsync(id, cancellationToken))?.TimeZone : null);
        var zone = name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : TimeZoneInfo.Utc;
        return Instants.Absolute(localizer, utc, zone, time.GetUtcNow().UtcDateTime);
    }
}
