using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Notifications.Mail;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Notifications.Customers;

/// <summary>
/// Mails to the one who asked. Each says what happens next and when, and opens the request by a link that needs no
/// password.
/// </summary>
internal sealed class CustomerMailer(
    CustomerServiceDbContext db,
    ITicketIntegrationService tickets,
    IUserIntegrationService users,
    ISlaIntegrationService sla,
    IAccessLinkService links,
    ISiteUrls urls,
    IEmailSender sender,
    MailText text,
    IStringLocalizer localizer
) : ITransientDependency
{
    /// <summary>As long as a request is usually talked about, reopening included.</summary>
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(30);

    /// <summary>Mails in which an answer stands.</summary>
    private static readonly IReadOnlySet<string> CarriesContent = new HashSet<string> { "Reply", "Question", "Resolved", "Refused" };

    public static string AcceptedKey(TicketSnapshot ticket) => $"accepted:{ticket.Id:N}";

    /// <summary>Said by <see cref="PromiseTimerHandler"/>, as soon as the clocks run.</summary>
    public Task AcceptedAsync(TicketSnapshot ticket, CancellationToken cancellationToken) =>
        SendAsync(
            "Accepted",
            ticket,
            AcceptedKey(ticket),
            async (contact, person) => [("Promise", await PromiseAsync(ticket, person, cancellationToken))],
            cancellationToken
        );

    /// <summary>An answer; a question when we now wait for the customer. The last one before the end is told with the end.</summary>
    public async Task RepliedAsync(TicketRepliedEto eto, CancellationToken cancellationToken)
    {
        var now = await tickets.FindAsync(eto.Ticket.Id, cancellationToken) ?? eto.Ticket;
        var contact = await tickets.FindContactAsync(eto.Ticket.Id, cancellationToken);
        if (contact?.LastPublicReplyId == eto.MessageId)
        {
            if (await TellRefusalAsync(eto.Ticket, contact, cancellationToken))
            {
                return;
            }

            if (now.Status.IsFinal())
            {
                await ResolvedAsync(now, eto.At, cancellationToken);
                return;
            }
        }

        await SendAsync(
            now.Status == TicketStatus.WaitingForCustomer ? "Question" : "Reply",
            eto.Ticket,
            ReplyKey(eto.MessageId),
            (_, _) => Task.FromResult<(string Name, object? Value)[]>([("Who", MarkdownText.Escape(eto.AuthorName))]),
            cancellationToken,
            quote: await QuoteAsync(eto.MessageId, cancellationToken)
        );
    }

    /// <summary>
    /// Solved, and the question how it was. One mail, also when answer and solution came together: the answer stands in it
    /// unless it has had its own.
    /// </summary>
    public async Task ResolvedAsync(TicketSnapshot ticket, DateTime at, CancellationToken cancellationToken)
    {
        var contact = await tickets.FindContactAsync(ticket.Id, cancellationToken);
        if (contact is null || await TellRefusalAsync(ticket, contact, cancellationToken))
        {
            return;
        }

        var answer =
            contact.LastPublicReplyId is { } id && !await IsToldAsync(ReplyKey(id), cancellationToken)
                ? await QuoteAsync(id, cancellationToken)
                : null;
        await SendAsync(
            "Resolved",
            ticket,
            $"resolved:{ticket.Id:N}:{(contact.ResolvedAt ?? at).Ticks}",
            async (_, person) => [("Closing", await ClosingAsync(contact, person, cancellationToken))],
            cancellationToken,
            "#rate",
            answer
        );
    }

    /// <summary>The end of a solved request. Whoever closed his own need not be told.</summary>
    public Task ClosedAsync(TicketSnapshot ticket, DateTime at, CancellationToken cancellationToken) =>
        SendAsync(
            "Closed",
            ticket,
            $"closed:{ticket.Id:N}:{at.Ticks}",
            async (_, person) => [("Until", await text.WhenAsync(at + TicketLimits.ReopenWindow, person, cancellationToken))],
            cancellationToken
        );

    /// <summary>The promise is broken, and somebody higher up has it now: said before the customer has to ask.</summary>
    public Task DelayedAsync(TicketEscalatedEto eto, CancellationToken cancellationToken) =>
        SendAsync(
            "Delayed",
            eto.Ticket,
            $"delayed:{eto.Ticket.Id:N}:{eto.Level}",
            (_, _) => Task.FromResult<(string Name, object? Value)[]>([]),
            cancellationToken
        );

    /// <summary>Where the answers come from now; one mail, however many were merged in one step.</summary>
    public Task MergedAsync(TicketMergedEto eto, CancellationToken cancellationToken) =>
        SendAsync(
            "Merged",
            eto.Into,
            $"merged:{eto.Into.Id:N}:{eto.At.Ticks}",
            (_, _) => Task.FromResult<(string Name, object? Value)[]>([("Merged", string.Join(", ", eto.Together.Select(n => "#" + n)))]),
            cancellationToken
        );

    /// <summary>Said by <see cref="PromiseTimerHandler"/>, as soon as the clocks run again.</summary>
    public Task ReopenedAsync(TicketSnapshot ticket, DateTime at, CancellationToken cancellationToken) =>
        SendAsync(
            "Reopened",
            ticket,
            $"reopened:{ticket.Id:N}:{at.Ticks}",
            async (_, person) => [("Promise", await PromiseAsync(ticket, person, cancellationToken))],
            cancellationToken
        );

    /// <summary>
    /// A "no" is not called solved and asks for no rating: it says why, and leads to the appeal. Answer and new status
    /// together tell it once.
    /// </summary>
    private async Task<bool> TellRefusalAsync(TicketSnapshot ticket, TicketContactDto contact, CancellationToken cancellationToken)
    {
        if (contact.Refusal is not { } refusal)
        {
            return false;
        }

        await SendAsync(
            "Refused",
            ticket,
            $"refused:{refusal.MessageId:N}",
            async (_, person) => [("Until", await text.WhenAsync(refusal.AppealUntil, person, cancellationToken))],
            cancellationToken,
            "#appeal",
            await QuoteAsync(refusal.MessageId, cancellationToken)
        );
        return true;
    }

    private async Task SendAsync(
        string kind,
        TicketSnapshot ticket,
        string key,
        Func<TicketContactDto, UserDto?, Task<(string Name, object? Value)[]>> fill,
        CancellationToken cancellationToken,
        string anchor = "",
        EmailQuote? quote = null
    )
    {
        if (
            await tickets.FindContactAsync(ticket.Id, cancellationToken) is not { Email.Length: > 0 } contact
            || !(await tickets.GetWatcherIdsAsync(ticket.Id, cancellationToken)).Contains(contact.RequesterId)
        )
        {
            return;
        }

        // An account matter is not told to an address that may not be the requester's: only that there is news.
        if (contact.HoldsContent && CarriesContent.Contains(kind))
        {
            (kind, quote) = ("Held", null);
        }

        var person = await users.FindAsync(contact.RequesterId, cancellationToken);
        var language = JsonStringLocalizer.CultureOf(System.Globalization.CultureInfo.GetCultureInfo(contact.Language));
        using var culture = LocalizerExtensions.UseCulture(language);
        (string, object?)[] values =
        [
            ("Name", MarkdownText.Escape(contact.Name)),
            ("Number", ticket.Number),
            ("Subject", MarkdownText.Escape(ticket.Subject)),
            ("Answer", quote is null ? "" : EmailMessage.QuoteMark),
            .. await fill(contact, person),
        ];
        var link = await urls.AbsoluteAsync(
            links.Create(contact.RequesterId, $"/requests/{ticket.Number}{anchor}", LinkLifetime, ticket.Id),
            cancellationToken
        );
        await sender.QueueAsync(
            new EmailMessage(
                contact.Email,
                contact.Name,
                SubjectOf(ticket),
                localizer.Format($"Notifications.Mail.{kind}.Body", values) + Confirmation(contact),
                language,
                key,
                localizer[$"Notifications.Mail.{kind}.Action"],
                link,
                quote,
                ThreadOf(ticket.Id)
            ),
            cancellationToken
        );
    }

    /// <summary>Whoever opens the link has shown that the address is his.</summary>
    private string Confirmation(TicketContactDto contact) =>
        contact.IsProven ? "" : "\n\n" + localizer["Notifications.Mail.ConfirmAddress"];

    private async Task<string> ClosingAsync(TicketContactDto contact, UserDto? person, CancellationToken cancellationToken) =>
        contact.ClosesAt is { } at
            ? localizer.Format(
                "Notifications.Mail.Resolved.Closes",
                ("When", await text.WhenAsync(at, person, cancellationToken)),
                ("Days", TicketLimits.ReopenWindow.Days)
            )
            : localizer.Format("Notifications.Mail.Resolved.StaysOpen", ("Days", TicketLimits.ReopenWindow.Days));

    /// <summary>What the clocks say that run for this ticket, with its group and tags: the portal and the desk show the same.</summary>
    private async Task<string> PromiseAsync(TicketSnapshot ticket, UserDto? person, CancellationToken cancellationToken)
    {
        var running = (await sla.GetClocksAsync(ticket.Id, cancellationToken)).Where(c => c.State == SlaClockState.Running).ToList();
        return (DueOf(SlaMetric.FirstResponse), DueOf(SlaMetric.Resolution)) switch
        {
            ({ } first, { } solved) => localizer.Format(
                "Notifications.Mail.Promise.Both",
                ("First", await text.WhenAsync(first, person, cancellationToken)),
                ("Solved", await text.WhenAsync(solved, person, cancellationToken))
            ),
            ({ } first, null) => localizer.Format(
                "Notifications.Mail.Promise.First",
                ("First", await text.WhenAsync(first, person, cancellationToken))
            ),
            (null, { } solved) => localizer.Format(
                "Notifications.Mail.Promise.Solved",
                ("Solved", await text.WhenAsync(solved, person, cancellationToken))
            ),
            _ => localizer["Notifications.Mail.Promise.None"],
        };

        DateTime? DueOf(SlaMetric metric) => running.Where(c => c.Metric == metric).Select(c => (DateTime?)c.Due).Max();
    }

    private async Task<EmailQuote?> QuoteAsync(Guid messageId, CancellationToken cancellationToken) =>
        await tickets.FindMessageAsync(messageId, cancellationToken) is { } message
            ? new EmailQuote(message.Body, message.IsByStaff)
            : null;

    private async Task<bool> IsToldAsync(string key, CancellationToken cancellationToken) =>
        db.Set<OutgoingMail>().Local.Any(m => m.Key == key) || await db.Set<OutgoingMail>().AnyAsync(m => m.Key == key, cancellationToken);

    private static string ReplyKey(Guid messageId) => $"reply:{messageId:N}";

    private static string ThreadOf(Guid ticketId) => $"ticket:{ticketId:N}";

    /// <summary>The same in all mails of the ticket, in every language: mail programs keep together what is called the same.</summary>
    private static string SubjectOf(TicketSnapshot ticket) => $"[#{ticket.Number}] {ticket.Subject}";
}
