using CustomerService.Framework.Emailing;
using CustomerService.Framework.Events;
using CustomerService.Notifications.Bell;
using CustomerService.Routing.Escalations;
using CustomerService.Routing.Exceptions;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.SubTasks;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Notifications.Staff;

/// <summary>The new owner is told, unless he took it himself.</summary>
internal sealed class TicketAssignedEventHandler(StaffNotifier notifier) : IDistributedEventHandler<TicketAssignedEto>
{
    public Task HandleEventAsync(TicketAssignedEto eto, CancellationToken cancellationToken) =>
        eto.IsImported || eto.ToAgentId is not { } owner || owner == eto.ActorId
            ? Task.CompletedTask
            : notifier.TellAsync(
                new StaffNotice(NotificationKind.Assigned, eto.Ticket, $"assigned:{eto.Ticket.Id:N}:{eto.At.Ticks}"),
                [owner],
                cancellationToken
            );
}

/// <summary>The owner and those who watch hear of the customer's message; who was mentioned hears of the note.</summary>
internal sealed class TicketRepliedEventHandler(StaffNotifier notifier, ITicketIntegrationService tickets)
    : IDistributedEventHandler<TicketRepliedEto>
{
    public async Task HandleEventAsync(TicketRepliedEto eto, CancellationToken cancellationToken)
    {
        if (eto.IsImported)
        {
            return;
        }

        var said = await tickets.FindMessageAsync(eto.MessageId, cancellationToken) is { } message
            ? new EmailQuote(message.Body, message.IsByStaff)
            : null;
        if (!eto.IsByStaff)
        {
            var watchers = await tickets.GetWatcherIdsAsync(eto.Ticket.Id, cancellationToken);
            await notifier.TellAsync(
                new StaffNotice(
                    NotificationKind.CustomerReplied,
                    eto.Ticket,
                    $"customer-replied:{eto.MessageId:N}",
                    eto.AuthorName,
                    Quote: said
                ),
                eto.Ticket.AssigneeId is { } owner ? watchers.Append(owner) : watchers,
                cancellationToken
            );
        }

        await notifier.TellAsync(
            new StaffNotice(NotificationKind.Mentioned, eto.Ticket, $"mentioned:{eto.MessageId:N}", eto.AuthorName, Quote: said),
            eto.MentionedUserIds.Where(id => id != eto.AuthorId),
            cancellationToken
        );
    }
}

/// <summary>Whom the escalation policy names is told of the step.</summary>
internal sealed class TicketEscalatedEventHandler(StaffNotifier notifier) : IDistributedEventHandler<TicketEscalatedEto>
{
    public Task HandleEventAsync(TicketEscalatedEto eto, CancellationToken cancellationToken) =>
        eto.IsImported
            ? Task.CompletedTask
            : notifier.TellAsync(
                new StaffNotice(NotificationKind.Escalated, eto.Ticket, $"escalated:{eto.Ticket.Id:N}:{eto.Level}"),
                eto.NotifyUserIds,
                cancellationToken
            );
}

/// <summary>The owner is reminded while there is still time.</summary>
internal sealed class SlaWarningEventHandler(StaffNotifier notifier, ITicketIntegrationService tickets)
    : IDistributedEventHandler<SlaWarningEto>
{
    public async Task HandleEventAsync(SlaWarningEto eto, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(eto.TicketId, cancellationToken) is { AssigneeId: { } owner } ticket)
        {
            await notifier.TellAsync(
                new StaffNotice(NotificationKind.SlaWarning, ticket, $"warning:{eto.ClockId:N}:{eto.Due.Ticks}", Due: eto.Due),
                [owner],
                cancellationToken
            );
        }
    }
}

/// <summary>The owner is told that the promise is broken.</summary>
internal sealed class SlaBreachedEventHandler(StaffNotifier notifier, ITicketIntegrationService tickets)
    : IDistributedEventHandler<SlaBreachedEto>
{
    public async Task HandleEventAsync(SlaBreachedEto eto, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(eto.TicketId, cancellationToken) is { AssigneeId: { } owner } ticket)
        {
            await notifier.TellAsync(
                new StaffNotice(NotificationKind.SlaBreached, ticket, $"breached:{eto.ClockId:N}", Due: eto.Due),
                [owner],
                cancellationToken
            );
        }
    }
}

/// <summary>A department is asked for its part; a broken promise and the end of all parts are told to whoever waits for them.</summary>
internal sealed class SubTaskEventHandler(StaffNotifier notifier) : IDistributedEventHandler<SubTaskEto>
{
    public Task HandleEventAsync(SubTaskEto eto, CancellationToken cancellationToken) =>
        notifier.TellAsync(
            new StaffNotice(
                KindOf(eto.Kind),
                eto.Ticket,
                $"sub-task:{eto.SubTaskId:N}:{eto.Kind}:{eto.Due?.Ticks}",
                eto.Department,
                eto.Due,
                new EmailQuote(eto.Title, false)
            ),
            eto.NotifyUserIds,
            cancellationToken
        );

    private static NotificationKind KindOf(SubTaskEvent kind) =>
        kind switch
        {
            SubTaskEvent.Asked => NotificationKind.SubTaskAsked,
            SubTaskEvent.Late => NotificationKind.SubTaskLate,
            _ => NotificationKind.SubTaskAllDone,
        };
}

/// <summary>Those who can decide hear that an exception is asked for; whoever waited hears what came of it.</summary>
internal sealed class ExceptionChangedEventHandler(StaffNotifier notifier, ITicketIntegrationService tickets)
    : IDistributedEventHandler<ExceptionChangedEto>
{
    public async Task HandleEventAsync(ExceptionChangedEto eto, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(eto.TicketId, cancellationToken) is { } ticket)
        {
            await notifier.TellAsync(
                new StaffNotice(
                    KindOf(eto.State),
                    ticket,
                    $"exception:{eto.ExceptionId:N}:{eto.State}",
                    eto.ByName,
                    eto.Until,
                    Plain(eto.Text)
                ),
                eto.NotifyUserIds,
                cancellationToken
            );
        }
    }

    private static EmailQuote? Plain(string? text) => text is { Length: > 0 } ? new EmailQuote(text, false) : null;

    private static NotificationKind KindOf(ExceptionState state) =>
        state switch
        {
            ExceptionState.Requested => NotificationKind.ExceptionAsked,
            ExceptionState.Approved => NotificationKind.ExceptionApproved,
            ExceptionState.Refused => NotificationKind.ExceptionRefused,
            _ => NotificationKind.ExceptionLapsed,
        };
}

/// <summary>Who can mend the escalation policy hears that the other system does not know of a ticket.</summary>
internal sealed class WebhookDeadLetteredEventHandler(StaffNotifier notifier, ITicketIntegrationService tickets)
    : IDistributedEventHandler<WebhookDeadLetteredEto>
{
    public async Task HandleEventAsync(WebhookDeadLetteredEto eto, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(eto.TicketId, cancellationToken) is { } ticket)
        {
            // The host alone: addresses of webhooks often carry a secret.
            await notifier.TellAsync(
                new StaffNotice(
                    NotificationKind.WebhookDeadLettered,
                    ticket,
                    $"webhook:{eto.CallId:N}",
                    new Uri(eto.Url).Host,
                    Quote: new EmailQuote(eto.Problem, false)
                ),
                eto.NotifyUserIds,
                cancellationToken
            );
        }
    }
}
