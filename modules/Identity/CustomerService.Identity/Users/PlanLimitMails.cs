using CustomerService.Framework.Authorization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.Events;
using CustomerService.Framework.Features;
using CustomerService.Framework.Localization;
using Microsoft.Extensions.Localization;

namespace CustomerService.Identity.Users;

/// <summary>Admins hear of a limit before it is reached and when it is, once a month each; the words are the feature's.</summary>
internal sealed class PlanLimitMails(IUserIntegrationService users, IEmailSender mail, ISiteUrls urls, IStringLocalizer localizer)
    : IDistributedEventHandler<LimitReachedEto>
{
    public async Task HandleEventAsync(LimitReachedEto eto, CancellationToken cancellationToken)
    {
        var url = await urls.AbsoluteAsync(FeatureCheckerExtensions.PlanUrl, cancellationToken);
        foreach (var admin in (await users.GetStaffAsync(cancellationToken)).Where(u => u.Roles.Contains(RoleNames.Admin)))
        {
            using var culture = LocalizerExtensions.UseCulture(admin.Language);
            var key = $"Feature.{eto.Feature}.Mail.{eto.Percent}";
            await mail.QueueAsync(
                new EmailMessage(
                    admin.Email,
                    admin.Name,
                    localizer.Format($"{key}.Subject", ("Limit", eto.Limit)),
                    localizer.FormatMarkdown($"{key}.Body", ("Name", admin.Name), ("Limit", eto.Limit)),
                    admin.Language,
                    $"plan-limit:{eto.Feature}:{eto.Limit}:{eto.Percent}:{eto.Month}:{admin.Id:N}",
                    localizer["Identity.Mail.Limit.Action"].Value,
                    url
                ),
                cancellationToken
            );
        }
    }
}
