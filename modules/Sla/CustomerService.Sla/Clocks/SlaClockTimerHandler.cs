using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.Timers;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Clocks;

/// <summary>
/// One timer per clock: first at the reminder, then at the due time. After downtime a clock that is already late is
/// only reported late.
/// </summary>
internal sealed class SlaClockTimerHandler(CustomerServiceDbContext db, SlaClockManager manager, ITimerManager timers, TimeProvider time)
    : ITimerHandler
{
    public const string TimerKind = "sla.clock";

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public string Kind => TimerKind;

    public async Task HandleAsync(TimerFired timer, CancellationToken cancellationToken)
    {
        var clock = await db.Set<SlaClock>().SingleOrDefaultAsync(x => x.Id == timer.SubjectId, cancellationToken);
        if (clock is null)
        {
            return;
        }

        var now = time.GetUtcNow().UtcDateTime;
        if (await HasUnheardEventsAsync(clock.TicketId, cancellationToken))
        {
            await timers.ScheduleAsync(TimerKind, clock.Id, now + Moment, cancellationToken: cancellationToken);
            return;
        }

        if (!clock.TryBreach(now))
        {
            clock.TryWarn(now);
        }

        await manager.SetTimersAsync([clock], cancellationToken);
        manager.Announce([clock.TicketId]);
    }

    // An answer given in time may still be on its way here. Events that failed before are not waited for.
    private Task<bool> HasUnheardEventsAsync(Guid ticketId, CancellationToken cancellationToken) =>
        db.Set<OutboxMessage>()
            .AnyAsync(
                x => x.StreamId == ticketId && x.State == QueueState.Pending && x.Attempts == 0 && x.EventName.StartsWith("tickets."),
                cancellationToken
            );
}
