using CustomerService.Framework.Authorization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.Events;
using CustomerService.Framework.Localization;
using CustomerService.Identity.Users;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Limits;

/// <summary>Admins hear of a limit before it is reached and when it is, once a month each.</summary>
internal sealed class PlanLimitMails(IUserIntegrationService users, IEmailSender mail, ISiteUrls urls, IStringLocalizer localizer)
    : IDistributedEventHandler<PlanLimitReachedEto>
{
    public async Task HandleEventAsync(PlanLimitReachedEto eto, CancellationToken cancellationToken)
    {
        var url = await urls.AbsoluteAsync("/admin", cancellationToken);
        foreach (var admin in (await users.GetStaffAsync(cancellationToken)).Where(u => u.Roles.Contains(RoleNames.Admin)))
        {
            using var culture = LocalizerExtensions.UseCulture(admin.Language);
            var kind = eto.Feature == Tenants.Plans.TenantFeatures.TicketsPerMonth ? "Tickets" : "Storage";
            var key = $"Tickets.Mail.Limit.{kind}.{eto.Percent}";
            await mail.QueueAsync(
                new EmailMessage(
                    admin.Email,
                    admin.Name,
                    localizer.Format($"{key}.Subject", ("Limit", eto.Limit)),
                    localizer.FormatMarkdown($"{key}.Body", ("Name", admin.Name), ("Limit", eto.Limit)),
                    admin.Language,
                    $"plan-limit:{kind}:{eto.Limit}:{eto.Percent}:{eto.Month}:{admin.Id:N}",
                    localizer["Tickets.Mail.Limit.Action"].Value,
                    url
                ),
                cancellationToken
            );
        }
    }
}
