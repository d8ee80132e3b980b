using CustomerService.Framework.Events;
using CustomerService.Framework.Timers;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Notifications.Customers;

/// <summary>The customer is told that the request came in, and by when it is answered.</summary>
internal sealed class TicketCreatedEventHandler(ITimerManager timers, TimeProvider time) : IDistributedEventHandler<TicketCreatedEto>
{
    public Task HandleEventAsync(TicketCreatedEto eto, CancellationToken cancellationToken) =>
        eto.IsImported
            ? Task.CompletedTask
            : PromiseTimerHandler.ScheduleAsync(
                timers,
                eto.Ticket.Id,
                PromiseTimerHandler.Accepted,
                eto.At,
                time.GetUtcNow().UtcDateTime + PromiseTimerHandler.Moment,
                cancellationToken
            );
}

/// <summary>The customer reads the answer in the mail.</summary>
internal sealed class TicketRepliedEventHandler(CustomerMailer mailer) : IDistributedEventHandler<TicketRepliedEto>
{
    public Task HandleEventAsync(TicketRepliedEto eto, CancellationToken cancellationToken) =>
        eto is { IsImported: false, IsByStaff: true, IsPublic: true } ? mailer.RepliedAsync(eto, cancellationToken) : Task.CompletedTask;
}

/// <summary>Solved, opened again, or closed after it was solved.</summary>
internal sealed class TicketStatusChangedEventHandler(CustomerMailer mailer, ITimerManager timers, TimeProvider time)
    : IDistributedEventHandler<TicketStatusChangedEto>
{
    public Task HandleEventAsync(TicketStatusChangedEto eto, CancellationToken cancellationToken) =>
        eto switch
        {
            { IsImported: true } => Task.CompletedTask,
            { IsReopened: true } => PromiseTimerHandler.ScheduleAsync(
                timers,
                eto.Ticket.Id,
                PromiseTimerHandler.Reopened,
                eto.At,
                time.GetUtcNow().UtcDateTime + PromiseTimerHandler.Moment,
                cancellationToken
            ),
            { From: TicketStatus.Resolved, To: TicketStatus.Closed } when eto.ActorId != eto.Ticket.RequesterId => mailer.ClosedAsync(
                eto.Ticket,
                eto.At,
                cancellationToken
            ),
            { To: TicketStatus.Resolved } => mailer.ResolvedAsync(eto.Ticket, eto.At, cancellationToken),
            _ => Task.CompletedTask,
        };
}

/// <summary>Several requests about one thing are answered as one.</summary>
internal sealed class TicketMergedEventHandler(CustomerMailer mailer) : IDistributedEventHandler<TicketMergedEto>
{
    public Task HandleEventAsync(TicketMergedEto eto, CancellationToken cancellationToken) => mailer.MergedAsync(eto, cancellationToken);
}

/// <summary>A step of an escalation policy that has the customer told.</summary>
internal sealed class TicketEscalatedEventHandler(CustomerMailer mailer) : IDistributedEventHandler<TicketEscalatedEto>
{
    public Task HandleEventAsync(TicketEscalatedEto eto, CancellationToken cancellationToken) =>
        eto.TellsCustomer ? mailer.DelayedAsync(eto, cancellationToken) : Task.CompletedTask;
}
