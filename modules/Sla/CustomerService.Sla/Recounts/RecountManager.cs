using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Timers;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Recounts;

/// <summary>Counts open promises again, some at a time, so that the desk goes on between two batches and a stop loses nothing.</summary>
internal sealed class RecountManager(
    CustomerServiceDbContext db, SlaClockManager clocks, ScheduleProvider schedules, ITicketIntegrationService tickets, ITimerManager timers,
    IUnitOfWork unitOfWork, IRealTimeHub hub, TimeProvider time) : ITransientDependency
{
    /// <summary>A tenth of a second or so of writing at a time.</summary>
    private const int BatchSize = 200;

    public async Task BeginAsync(RecountSubject subject, Guid subjectId, CancellationToken cancellationToken)
    {
        var recount = await db.Set<SlaRecount>().SingleOrDefaultAsync(x => x.SubjectId == subjectId, cancellationToken) ?? db.Add(SlaRecount.For(subject, subjectId)).Entity;
        recount.Begin(await Open(subject, subjectId).CountAsync(cancellationToken), Now);
        await timers.ScheduleAsync(RecountTimerHandler.TimerKind, recount.Id, Now, cancellationToken: cancellationToken);
    }

    /// <param name="plan">What a clock would be due at, and whether something was given on top; null when nothing would be promised any more.</param>
    public async Task<RecountPreviewDto> PreviewAsync(RecountSubject subject, Guid subjectId, Func<SlaClock, ClockPlan?> plan, CancellationToken cancellationToken)
    {
        var (open, earlier, later, softened) = (0, 0, 0, 0);
        await foreach (var clock in Open(subject, subjectId).AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            open++;
            if (plan(clock) is { } planned && planned.Due != clock.Due)
            {
                earlier += planned.Due < clock.Due ? 1 : 0;
                later += planned.Due > clock.Due ? 1 : 0;
                softened += planned.ExtraMinutes > 0 ? 1 : 0;
            }
        }

        return new RecountPreviewDto(open, earlier, later, softened);
    }

    public async Task GoOnAsync(Guid recountId, CancellationToken cancellationToken)
    {
        if (await db.Set<SlaRecount>().SingleOrDefaultAsync(x => x.Id == recountId && x.FinishedAt == null, cancellationToken) is not { } recount)
        {
            return;
        }

        var batch = await NextAsync(recount, cancellationToken);
        var before = batch.ToDictionary(x => x.Id, x => x.Due);
        if (recount.Subject == RecountSubject.Calendar)
        {
            await RecountAsync(recount.SubjectId, batch, cancellationToken);
        }
        else
        {
            await RematchAsync(batch, cancellationToken);
        }

        if (batch.Count > 0)
        {
            recount.Advance(batch[^1].Id, batch.Count, batch.Count(x => x.Due < before[x.Id]), batch.Count(x => x.Due > before[x.Id]));
        }

        if (batch.Count < BatchSize)
        {
            recount.Finish(Now);
        }
        else
        {
            await timers.ScheduleAsync(RecountTimerHandler.TimerKind, recount.Id, Now, cancellationToken: cancellationToken);
        }

        unitOfWork.OnCompleted(() => hub.PublishAsync(new RealTimeMessage(SlaLiveTopics.Recounts, recount.SubjectId.ToString())));
    }

    private async Task RecountAsync(Guid calendarId, List<SlaClock> batch, CancellationToken cancellationToken)
    {
        var schedule = await schedules.GetAsync(calendarId, cancellationToken);
        await clocks.KeepInStepAsync(batch.FindAll(x => x.Recount(schedule, Now)), cancellationToken);
    }

    private async Task RematchAsync(List<SlaClock> batch, CancellationToken cancellationToken)
    {
        foreach (var ticketId in batch.Select(x => x.TicketId).Distinct())
        {
            if (await tickets.FindAsync(ticketId, cancellationToken) is { } ticket)
            {
                await clocks.RematchAsync(ticket, Now, SlaPromiseReason.PolicyChanged, cancellationToken);
            }
        }
    }

    private Task<List<SlaClock>> NextAsync(SlaRecount recount, CancellationToken cancellationToken)
    {
        var open = Open(recount.Subject, recount.SubjectId);
        return (recount.Cursor is { } cursor ? open.Where(x => x.Id.CompareTo(cursor) > 0) : open).OrderBy(x => x.Id).Take(BatchSize).ToListAsync(cancellationToken);
    }

    // What stands still counts anew by itself when its pause ends; what is late stays late.
    private IQueryable<SlaClock> Open(RecountSubject subject, Guid subjectId)
    {
        var open = db.Set<SlaClock>().Where(x => x.EndedAt == null && x.State == SlaClockState.Running);
        return subject == RecountSubject.Calendar ? open.Where(x => x.CalendarId == subjectId) : open.Where(x => x.PolicyId == subjectId);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
