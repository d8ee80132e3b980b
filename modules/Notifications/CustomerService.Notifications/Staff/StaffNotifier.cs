using CustomerService.Framework.Data;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.RealTime;
using CustomerService.Identity.Users;
using CustomerService.Notifications.Bell;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Notifications.Staff;

/// <param name="Key">Names the occasion: the same one is mailed once to each.</param>
/// <param name="Who">Whose doing it was.</param>
/// <param name="Due">UTC.</param>
/// <param name="Quote">What was written, whole.</param>
internal sealed record StaffNotice(
    NotificationKind Kind,
    TicketSnapshot Ticket,
    string Key,
    string? Who = null,
    DateTime? Due = null,
    EmailQuote? Quote = null
);

/// <summary>Tells staff, by bell and mail, as each wishes.</summary>
internal sealed class StaffNotifier(
    CustomerServiceDbContext db,
    IUserIntegrationService users,
    IEmailSender sender,
    ISiteUrls urls,
    MailText text,
    IUnitOfWorkManager unitOfWorkManager,
    IRealTimeHub hub,
    IStringLocalizer localizer,
    TimeProvider time
) : ITransientDependency
{
    public async Task TellAsync(StaffNotice notice, IEnumerable<Guid> userIds, CancellationToken cancellationToken)
    {
        var people = (await users.GetManyAsync([.. userIds.Distinct()], cancellationToken)).Values.Where(u => u.IsStaff).ToList();
        var ids = people.ConvertAll(p => p.Id);
        var wishes = await db.Set<NotificationPreference>()
            .Where(p => p.Kind == notice.Kind && ids.Contains(p.UserId))
            .ToDictionaryAsync(p => p.UserId, cancellationToken);
        foreach (var person in people)
        {
            var wish = wishes.GetValueOrDefault(person.Id) ?? NotificationPreference.DefaultFor(person.Id, notice.Kind);
            if (wish.Bell)
            {
                db.Add(new BellNotification(person.Id, notice.Kind, notice.Ticket, notice.Who, notice.Due, time.GetUtcNow().UtcDateTime));
                unitOfWorkManager.Current!.OnCompleted(() =>
                    hub.PublishAsync(new RealTimeMessage(NotificationTopics.Bell, person.Id.ToString()))
                );
            }

            if (wish.Mail && person.Email.Length > 0)
            {
                await MailAsync(notice, person, cancellationToken);
            }
        }
    }

    private async Task MailAsync(StaffNotice notice, UserDto person, CancellationToken cancellationToken)
    {
        using var culture = LocalizerExtensions.UseCulture(person.Language);
        var due = notice.Due is { } instant ? await text.WhenAsync(instant, person, cancellationToken) : "";
        (string, object?)[] values =
        [
            ("Name", MarkdownText.Escape(person.Name)),
            ("Number", notice.Ticket.Number),
            ("Subject", MarkdownText.Escape(notice.Ticket.Subject)),
            ("Who", MarkdownText.Escape(notice.Who ?? "")),
            ("Due", due),
            ("Priority", localizer.Enum(notice.Ticket.Priority)),
            ("Excerpt", notice.Quote is null ? "" : EmailMessage.QuoteMark),
        ];
        await sender.QueueAsync(
            new EmailMessage(
                person.Email,
                person.Name,
                localizer.Format(
                    $"Notifications.Mail.{notice.Kind}.Subject",
                    ("Number", notice.Ticket.Number),
                    ("Subject", notice.Ticket.Subject),
                    ("Due", due),
                    ("Who", notice.Who)
                ),
                localizer.Format($"Notifications.Mail.{notice.Kind}.Body", values),
                person.Language,
                $"{notice.Key}:{person.Id:N}",
                localizer["Notifications.Mail.OpenTicket"],
                await urls.AbsoluteAsync($"/desk/tickets/{notice.Ticket.Number}", cancellationToken),
                notice.Quote,
                $"ticket:{notice.Ticket.Id:N}"
            ),
            cancellationToken
        );
    }
}
