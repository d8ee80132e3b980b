using System.Globalization;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Refusals;

/// <summary>The whole message of a refusal, from the public texts alone. Plain paragraphs: it is read on the page and in a mail.</summary>
internal sealed class RefusalWords(ICurrentTenant tenant, ITenantStore tenants, IStringLocalizer localizer) : ITransientDependency
{
    public async Task<string> MessageAsync(RefusalReason reason, string language, DateTime now, CancellationToken cancellationToken)
    {
        var zone =
            (await tenants.FindAsync(tenant.Key, cancellationToken))?.TimeZone is { } name
            && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found)
                ? found
                : TimeZoneInfo.Utc;
        using var culture = LocalizerExtensions.UseCulture(language.Length > 0 ? language : "en");
        var until = TimeZoneInfo
            .ConvertTimeFromUtc(now.AddDays(reason.AppealDays), zone)
            .ToString(localizer["Tickets.Promise.DateFormat"].Value, CultureInfo.CurrentCulture);
        var text = RefusalText.Read(reason.Text);
        string?[] parts =
        [
            text.Title.In(language),
            text.Text.In(language),
            Part("Lift", text.Lift.In(language)),
            Part("Papers", text.Papers.In(language)),
            localizer.Format("Tickets.Refusal.Appeal", ("Text", text.Appeal.In(language)), ("Until", until)),
        ];
        return string.Join("\n\n", parts.Where(p => !string.IsNullOrEmpty(p)));
    }

    private string? Part(string name, string text) => text.Length == 0 ? null : localizer.Format($"Tickets.Refusal.{name}", ("Text", text));
}
