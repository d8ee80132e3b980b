using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Timers;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Tickets;

/// <summary>Puts a ticket to sleep and wakes it when its time is up.</summary>
internal sealed class SnoozeTimer(CustomerServiceDbContext db, TicketManager tickets, ITimerManager timers, TimeProvider time)
    : ITimerHandler,
        ITransientDependency
{
    public string Kind => "tickets.snooze";

    public async Task SnoozeAsync(Ticket ticket, DateTime? until, TicketActor actor, CancellationToken cancellationToken)
    {
        ticket.Snooze(until, actor, time.GetUtcNow().UtcDateTime);
        if (until is { } due)
        {
            await timers.ScheduleAsync(Kind, ticket.Id, due, cancellationToken: cancellationToken);
        }
        else
        {
            await timers.CancelAsync(Kind, ticket.Id, cancellationToken: cancellationToken);
        }
    }

    /// <summary>
    /// Whatever woke the ticket before, or put it to sleep for longer, may have left this timer: what counts is the
    /// ticket.
    /// </summary>
    public async Task HandleAsync(TimerFired timer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await db.Set<Ticket>().AnyAsync(t => t.Id == timer.SubjectId && t.SnoozedUntil <= now, cancellationToken))
        {
            (await tickets.LockAsync(timer.SubjectId, cancellationToken)).Wake(TicketActor.System, now, TicketReasons.SnoozeOver);
        }
    }
}
