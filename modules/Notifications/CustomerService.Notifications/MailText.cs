using System.Text.RegularExpressions;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Texts;
using CustomerService.Identity.Users;
using Microsoft.Extensions.Localization;

namespace CustomerService.Notifications;

/// <summary>Strangers' words inside our mails, and instants as their reader says them.</summary>
internal sealed partial class MailText(ICurrentTenant tenant, ITenantStore tenants, IStringLocalizer localizer, TimeProvider time)
    : ITransientDependency
{
    /// <summary>"today 15:20", in the person's zone, else the tenant's. Call it inside the person's culture.</summary>
    public async Task<string> WhenAsync(DateTime utc, UserDto? person, CancellationToken cancellationToken)
    {
        var name = person?.TimeZone ?? (tenant.Id is { } id ? (await tenants.FindAsync(id, cancellationToken))?.TimeZone : null);
        var zone = name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : TimeZoneInfo.Utc;
        return Instants.Absolute(localizer, utc, zone, time.GetUtcNow().UtcDateTime);
    }

    /// <summary>
    /// A value stays a value: no link, no picture, no heading comes out of it. As numbers, which Markdown never takes for
    /// marks; a backslash would be shown where it takes a line for code or a path.
    /// </summary>
    public static string Escape(string text) => Punctuation().Replace(text, m => $"&#{(int)m.Value[0]};");

    [GeneratedRegex("[!-/:-@\\[-`{-~]")]
    private static partial Regex Punctuation();
}
