using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Timers;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.SubTasks;

/// <summary>Keeps the two clocks of each sub-task; a broken promise is told once. A solved ticket needs its parts no more.</summary>
internal sealed class SubTaskClock(
    CustomerServiceDbContext db,
    TicketManager tickets,
    ITimerManager timers,
    IEnumerable<IAgentGroupProvider> groups,
    IDistributedEventBus events,
    TimeProvider time
) : ITimerHandler, IDistributedEventHandler<TicketStatusChangedEto>, ITransientDependency
{
    public string Kind => "tickets.sub-task";

    public async Task StartAsync(SubTask task, CancellationToken cancellationToken)
    {
        await timers.ScheduleAsync(Kind, task.Id, task.AnswerDue, "answer", cancellationToken: cancellationToken);
        await timers.ScheduleAsync(Kind, task.Id, task.ReportDue, "report", cancellationToken: cancellationToken);
    }

    public Task StopAsync(SubTask task, CancellationToken cancellationToken) =>
        timers.CancelAsync(Kind, task.Id, cancellationToken: cancellationToken);

    public async Task HandleAsync(TimerFired timer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (
            await db.Set<SubTask>().FirstOrDefaultAsync(t => t.Id == timer.SubjectId, cancellationToken) is not { } task
            || !task.TryBreak(now)
        )
        {
            return;
        }

        var ticket = await tickets.LockCurrentAsync(task.TicketId, cancellationToken);
        ticket.RecordSubTask($"{task.GroupName}: {task.Title}", TicketReasons.SubTaskLate, TicketActor.System, now);
        await events.PublishAsync(
            new SubTaskEto(
                ticket.Snapshot(),
                now,
                task.Id,
                SubTaskEvent.Late,
                task.GroupName,
                task.Title,
                timer.Due,
                await ToTellAsync(task, ticket, cancellationToken)
            )
        );
    }

    public async Task HandleEventAsync(TicketStatusChangedEto eto, CancellationToken cancellationToken)
    {
        if (!eto.To.IsFinal())
        {
            return;
        }

        foreach (
            var task in await db.Set<SubTask>()
                .Where(t => t.TicketId == eto.Ticket.Id && (t.State == SubTaskState.Open || t.State == SubTaskState.Answered))
                .ToListAsync(cancellationToken)
        )
        {
            task.Cancel();
            await StopAsync(task, cancellationToken);
        }
    }

    /// <summary>Whoever asked, the ticket's owner, and the department.</summary>
    private async Task<IReadOnlyList<Guid>> ToTellAsync(SubTask task, Ticket ticket, CancellationToken cancellationToken)
    {
        var told = new List<Guid> { task.AskedById };
        told.AddRange(new[] { ticket.AssigneeId }.OfType<Guid>());
        foreach (var provider in groups)
        {
            told.AddRange(await provider.GetMemberIdsAsync(task.GroupId, cancellationToken));
        }

        return [.. told.Distinct()];
    }
}
