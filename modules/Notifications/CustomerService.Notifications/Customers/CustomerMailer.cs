using CustomerService.Framework.Emailing;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.Localization;

namespace CustomerService.Notifications.Customers;

/// <summary>
/// Mails to the one who asked. Each says what happens next and when, and opens the request by a link that needs no
/// password.
/// </summary>
internal sealed class CustomerMailer(
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

    public Task AcceptedAsync(TicketSnapshot ticket, CancellationToken cancellationToken) =>
        SendAsync(
            "Accepted",
            ticket,
            $"accepted:{ticket.Id:N}",
            async (contact, person) => [("Promise", await PromiseAsync(ticket, person, cancellationToken))],
            cancellationToken
        );

    /// <summary>An answer; a question when we now wait for the customer.</summary>
    public async Task RepliedAsync(TicketRepliedEto eto, CancellationToken cancellationToken)
    {
        if (await TellRefusalAsync(eto.Ticket, cancellationToken))
        {
            return;
        }

        var now = await tickets.FindAsync(eto.Ticket.Id, cancellationToken) ?? eto.Ticket;
        if (now.Status.IsFinal())
        {
            await ResolvedAsync(now, eto.At, cancellationToken);
            return;
        }

        var kind = now.Status == TicketStatus.WaitingForCustomer ? "Question" : "Reply";
        await SendAsync(
            kind,
            eto.Ticket,
            $"reply:{eto.MessageId:N}",
            (contact, _) =>
                Task.FromResult<(string Name, object? Value)[]>([
                    ("Who", MailText.Escape(eto.AuthorName)),
                    ("Answer", MailText.Quote(FullText(eto, contact))),
                ]),
            cancellationToken
        );
    }

    /// <summary>Solved, with the last answer and the question how it was. One mail, also when answer and solution came together.</summary>
    public async Task ResolvedAsync(TicketSnapshot ticket, DateTime at, CancellationToken cancellationToken)
    {
        if (await TellRefusalAsync(ticket, cancellationToken))
        {
            return;
        }

        await SendAsync(
            "Resolved",
            ticket,
            $"resolved:{ticket.Id:N}:{at.Ticks}",
            async (contact, person) =>
                [
                    ("Answer", contact.LastPublicReply is { Length: > 0 } reply ? MailText.Quote(reply) : ""),
                    ("Closing", await ClosingAsync(contact, person, cancellationToken)),
                ],
            cancellationToken,
            "#rate"
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

    public Task ReopenedAsync(TicketSnapshot ticket, DateTime at, CancellationToken cancellationToken) =>
        SendAsync(
            "Reopened",
            ticket,
            $"reopened:{ticket.Id:N}:{at.Ticks}",
            async (_, person) => [("Promise", await PromiseOfClockAsync(ticket, person, at, cancellationToken))],
            cancellationToken
        );

    /// <summary>
    /// A "no" is not called solved and asks for no rating: it says why, and leads to the appeal. Answer and new status
    /// together tell it once.
    /// </summary>
    private async Task<bool> TellRefusalAsync(TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        if ((await tickets.FindContactAsync(ticket.Id, cancellationToken))?.Refusal is not { } refusal)
        {
            return false;
        }

        await SendAsync(
            "Refused",
            ticket,
            $"refused:{refusal.MessageId:N}",
            async (contact, person) =>
                [
                    ("Answer", MailText.Quote(contact.LastPublicReply ?? "")),
                    ("Until", await text.WhenAsync(refusal.AppealUntil, person, cancellationToken)),
                ],
            cancellationToken,
            "#appeal"
        );
        return true;
    }

    private async Task SendAsync(
        string kind,
        TicketSnapshot ticket,
        string key,
        Func<TicketContactDto, UserDto?, Task<(string Name, object? Value)[]>> fill,
        CancellationToken cancellationToken,
        string anchor = ""
    )
    {
        if (
            await tickets.FindContactAsync(ticket.Id, cancellationToken) is not { Email.Length: > 0 } contact
            || !(await tickets.GetWatcherIdsAsync(ticket.Id, cancellationToken)).Contains(contact.RequesterId)
        )
        {
            return;
        }

        var person = await users.FindAsync(contact.RequesterId, cancellationToken);
        var language = JsonStringLocalizer.CultureOf(System.Globalization.CultureInfo.GetCultureInfo(contact.Language));
        using var culture = LocalizerExtensions.UseCulture(language);
        (string, object?)[] values =
        [
            ("Name", MailText.Escape(contact.Name)),
            ("Number", ticket.Number),
            ("Subject", MailText.Escape(ticket.Subject)),
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
                localizer.Format($"Notifications.Mail.{kind}.Subject", ("Number", ticket.Number), ("Subject", ticket.Subject)),
                localizer.Format($"Notifications.Mail.{kind}.Body", values),
                language,
                key,
                localizer[$"Notifications.Mail.{kind}.Action"],
                link
            ),
            cancellationToken
        );
    }

    private async Task<string> ClosingAsync(TicketContactDto contact, UserDto? person, CancellationToken cancellationToken) =>
        contact.ClosesAt is { } at
            ? localizer.Format(
                "Notifications.Mail.Resolved.Closes",
                ("When", await text.WhenAsync(at, person, cancellationToken)),
                ("Days", TicketLimits.ReopenWindow.Days)
            )
            : localizer.Format("Notifications.Mail.Resolved.StaysOpen", ("Days", TicketLimits.ReopenWindow.Days));

    /// <summary>Asked for the moment of filing, not read from the clock: the clock may be a second behind this mail.</summary>
    private async Task<string> PromiseAsync(TicketSnapshot ticket, UserDto? person, CancellationToken cancellationToken)
    {
        var promise = await sla.PreviewAsync(
            ticket.RequestTypeId,
            ticket.Priority.ToString(),
            ticket.CreationTime,
            ticket.RequesterId,
            ticket.Channel.ToString(),
            cancellationToken
        );
        return (promise.FirstResponseDue, promise.ResolutionDue) switch
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
    }

    private async Task<string> PromiseOfClockAsync(
        TicketSnapshot ticket,
        UserDto? person,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        var due = (await sla.GetClocksAsync(ticket.Id, cancellationToken))
            .Where(c => c is { Metric: SlaMetric.Resolution, State: SlaClockState.Running } && c.Due > now)
            .Select(c => (DateTime?)c.Due)
            .Max();
        return due is { } solved
            ? localizer.Format("Notifications.Mail.Promise.Solved", ("Solved", await text.WhenAsync(solved, person, cancellationToken)))
            : localizer["Notifications.Mail.Promise.None"];
    }

    /// <summary>The event carries the beginning; the ticket has the whole, unless a newer reply has come since.</summary>
    private static string FullText(TicketRepliedEto eto, TicketContactDto contact)
    {
        var beginning = eto.Excerpt.TrimEnd('…', '.', ' ');
        return contact.LastPublicReply?.StartsWith(beginning, StringComparison.Ordinal) == true ? contact.LastPublicReply : eto.Excerpt;
    }
}
