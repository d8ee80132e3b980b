using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Timers;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Recounts;

/// <summary>Counts open promises again, some at a time, so that the desk goes on between two batches and a stop loses nothing.</summary>
internal sealed class RecountManager(
    CustomerServiceDbContext db,
    SlaClockManager clocks,
    ScheduleProvider schedules,
    ITicketIntegrationService tickets,
    ITimerManager timers,
    IUnitOfWorkManager unitOfWorkManager,
    IRealTimeHub hub,
    TimeProvider time
) : ITransientDependency
{
    /// <summary>A tenth of a second or so of writing at a time.</summary>
    private const int BatchSize = 200;

    /// <summary>One instant for all passes that an edit begins, by which they belong together.</summary>
    private readonly DateTime _begun = time.GetUtcNow().UtcDateTime;

    /// <summary>The promises of a policy, or those that count in a calendar.</summary>
    public async Task BeginAsync(RecountSubject subject, Guid subjectId, CancellationToken cancellationToken) =>
        await BeginAsync(
            subject,
            subjectId,
            await OpenClocks.Of(db, subject, subjectId).CountAsync(cancellationToken),
            null,
            cancellationToken
        );

    /// <summary>The promises to the tickets of a group that an edit of this calendar gives another one.</summary>
    public async Task BeginGroupAsync(Guid groupId, Guid calendarId, CancellationToken cancellationToken)
    {
        var (total, page) = (0, (IReadOnlyList<TicketSnapshot>?)null);
        do
        {
            page = await tickets.GetOpenOfGroupAsync(groupId, page?[^1].Id, BatchSize, cancellationToken);
            total += await OpenClocks.Of(db, page).CountAsync(cancellationToken);
        } while (page.Count == BatchSize);
        await BeginAsync(RecountSubject.Group, groupId, total, calendarId, cancellationToken);
    }

    private async Task BeginAsync(RecountSubject subject, Guid subjectId, int total, Guid? calendarId, CancellationToken cancellationToken)
    {
        var recount =
            await db.Set<SlaRecount>().SingleOrDefaultAsync(x => x.SubjectId == subjectId, cancellationToken)
            ?? db.Add(SlaRecount.For(subject, subjectId)).Entity;
        recount.Begin(total, _begun, calendarId);
        await timers.ScheduleAsync(RecountTimerHandler.TimerKind, recount.Id, _begun, cancellationToken: cancellationToken);
    }

    /// <summary>Between two batches: the one that runs is finished first.</summary>
    public void Stop(SlaRecount recount)
    {
        recount.Stop(Now);
        Tell(recount);
    }

    public async Task ContinueAsync(SlaRecount recount, CancellationToken cancellationToken)
    {
        recount.Continue();
        await timers.ScheduleAsync(RecountTimerHandler.TimerKind, recount.Id, Now, cancellationToken: cancellationToken);
        Tell(recount);
    }

    public async Task GoOnAsync(Guid recountId, CancellationToken cancellationToken)
    {
        if (await db.Set<SlaRecount>().SingleOrDefaultAsync(x => x.Id == recountId, cancellationToken) is not { IsUnderWay: true } recount)
        {
            return;
        }

        if (
            await (
                recount.Subject == RecountSubject.Group
                    ? GoOnWithTicketsAsync(recount, cancellationToken)
                    : GoOnWithClocksAsync(recount, cancellationToken)
            ) < BatchSize
        )
        {
            recount.Finish(Now);
        }
        else
        {
            await timers.ScheduleAsync(RecountTimerHandler.TimerKind, recount.Id, Now, cancellationToken: cancellationToken);
        }

        Tell(recount);
    }

    private void Tell(SlaRecount recount) =>
        unitOfWorkManager.Current!.OnCompleted(() =>
            hub.PublishAsync(new RealTimeMessage(SlaLiveTopics.Recounts, (recount.CalendarId ?? recount.SubjectId).ToString()))
        );

    private async Task<int> GoOnWithClocksAsync(SlaRecount recount, CancellationToken cancellationToken)
    {
        var open = OpenClocks.Of(db, recount.Subject, recount.SubjectId);
        var batch = await (recount.Cursor is { } cursor ? open.Where(x => x.Id.CompareTo(cursor) > 0) : open)
            .OrderBy(x => x.Id)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        var before = batch.ToDictionary(x => x.Id, x => x.Due);
        if (recount.Subject == RecountSubject.Calendar)
        {
            await RecountAsync(recount.SubjectId, batch, cancellationToken);
        }
        else
        {
            var of = await tickets.GetManyAsync([.. batch.Select(x => x.TicketId).Distinct()], cancellationToken);
            await clocks.RematchAsync([.. of.Values], Now, SlaPromiseReason.PolicyChanged, cancellationToken);
        }

        if (batch.Count > 0)
        {
            Advance(recount, batch[^1].Id, batch, before);
        }

        return batch.Count;
    }

    private async Task<int> GoOnWithTicketsAsync(SlaRecount recount, CancellationToken cancellationToken)
    {
        var batch = await tickets.GetOpenOfGroupAsync(recount.SubjectId, recount.Cursor, BatchSize, cancellationToken);
        var open = await OpenClocks.Of(db, batch).ToListAsync(cancellationToken);
        var before = open.ToDictionary(x => x.Id, x => x.Due);
        await clocks.RematchAsync(batch, Now, SlaPromiseReason.CalendarChanged, cancellationToken);
        if (batch.Count > 0)
        {
            Advance(recount, batch[^1].Id, open, before);
        }

        return batch.Count;
    }

    private static void Advance(SlaRecount recount, Guid cursor, List<SlaClock> batch, Dictionary<Guid, DateTime> before) =>
        recount.Advance(cursor, batch.Count, batch.Count(x => x.Due < before[x.Id]), batch.Count(x => x.Due > before[x.Id]));

    private async Task RecountAsync(Guid calendarId, List<SlaClock> batch, CancellationToken cancellationToken)
    {
        var schedule = await schedules.GetAsync(calendarId, cancellationToken);
        await clocks.KeepInStepAsync(batch.FindAll(x => x.Recount(schedule, Now)), cancellationToken);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
