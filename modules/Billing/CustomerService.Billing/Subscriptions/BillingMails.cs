using CustomerService.Framework.Emailing;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.Tenants.Plans;
using Microsoft.Extensions.Localization;

namespace CustomerService.Billing.Subscriptions;

/// <summary>Writes to everybody who looks after the company's money, in their language.</summary>
internal sealed class BillingMails(
    IUserIntegrationService users,
    IPlanIntegrationService plans,
    IEmailSender mail,
    ISiteUrls urls,
    ITenantStore tenants,
    ICurrentTenant tenant,
    IStringLocalizer localizer
) : ITransientDependency
{
    public const string Page = "/admin/billing";

    public async Task QueueAsync(BillingMail kind, BillingAccount account, CancellationToken cancellationToken)
    {
        var url = await urls.AbsoluteAsync(Page, cancellationToken);
        var workspace = await tenants.FindAsync(tenant.Id!.Value, cancellationToken);
        foreach (var person in await users.GetStaffWithAsync(BillingPermissions.Manage, cancellationToken))
        {
            using var culture = LocalizerExtensions.UseCulture(person.Language);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(person.TimeZone ?? workspace?.TimeZone ?? "UTC");
            var plan = (await plans.GetAllAsync(cancellationToken)).FirstOrDefault(p => p.Id == account.PaidPlanId);
            (string, object?)[] values =
            [
                ("Name", person.Name),
                ("Plan", plan?.Name ?? ""),
                ("Amount", account.Currency is { } currency ? Money.Format(account.Amount, currency) : ""),
                ("Date", DateOf(kind, account) is { } utc ? Instants.Day(utc, zone) : ""),
            ];
            await mail.QueueAsync(
                new EmailMessage(
                    person.Email,
                    person.Name,
                    localizer.Format($"Billing.Mail.{kind}.Subject", values),
                    localizer.FormatMarkdown($"Billing.Mail.{kind}.Body", values),
                    person.Language,
                    $"billing:{kind}:{account.SubscriptionId}:{account.GraceSince ?? account.KeepUntil ?? account.TrialEnd:yyyyMMdd}:"
                        + $"{account.Reminders}:{account.AppliedTicket}:{person.Id:N}",
                    localizer["Billing.Mail.Action"].Value,
                    url
                ),
                cancellationToken
            );
        }
    }

    /// <summary>UTC; the date that the mail is about.</summary>
    private static DateTime? DateOf(BillingMail kind, BillingAccount account) =>
        kind switch
        {
            BillingMail.TrialBegan or BillingMail.TrialEnds => account.TrialEnd,
            BillingMail.PaymentFailed or BillingMail.StillUnpaid or BillingMail.LastReminder => account.NextAttempt,
            BillingMail.Cancelled or BillingMail.DeletionNear or BillingMail.KeptNoLonger => account.KeepUntil,
            _ => account.PeriodEnd,
        };
}
