using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.SubTasks;

internal sealed class SubTaskAppService(
    CustomerServiceDbContext db,
    TicketManager tickets,
    TicketActors actors,
    SubTaskClock clock,
    IEnumerable<IAgentGroupProvider> groups,
    IPermissionChecker permissions,
    IDistributedEventBus events,
    TimeProvider time
) : ISubTaskAppService
{
    private const int Shown = 200;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [Authorize(TicketPermissions.Read)]
    public async Task<SubTasksDto> GetForTicketAsync(Guid ticketId, CancellationToken cancellationToken = default)
    {
        var tasks = await db.Set<SubTask>()
            .AsNoTracking()
            .Where(t => t.TicketId == ticketId)
            .OrderBy(t => t.AskedAt)
            .ToListAsync(cancellationToken);
        var mine = await MyGroupsAsync();
        var next = tasks.Where(t => t.NextDue is not null).MinBy(t => t.NextDue);
        return new SubTasksDto(
            [.. tasks.Select(t => ToDto(t, mine))],
            tasks.Count(t => t.State == SubTaskState.Done),
            tasks.Count(t => t.State != SubTaskState.Cancelled),
            next?.NextDue,
            next?.GroupName,
            await permissions.IsGrantedAsync(TicketPermissions.Edit, cancellationToken)
        );
    }

    [Authorize(TicketPermissions.Edit)]
    public async Task<IReadOnlyList<DepartmentDto>> GetDepartmentsAsync(CancellationToken cancellationToken = default)
    {
        var all = new List<DepartmentDto>();
        foreach (var provider in groups)
        {
            all.AddRange((await provider.GetNamesAsync(cancellationToken)).Select(g => new DepartmentDto(g.Key, g.Value)));
        }

        return [.. all.OrderBy(d => d.Name, StringComparer.CurrentCulture)];
    }

    [Authorize(TicketPermissions.Edit)]
    public async Task<Guid> CreateAsync(CreateSubTaskInput input, CancellationToken cancellationToken = default)
    {
        var department =
            (await GetDepartmentsAsync(cancellationToken)).FirstOrDefault(d => d.GroupId == input.GroupId)
            ?? throw new BusinessException(TicketErrorCodes.DepartmentNotFound);
        var ticket = await tickets.LockAsync(input.TicketId, cancellationToken);
        if (!ticket.IsOpen)
        {
            throw new BusinessException(TicketErrorCodes.SubTaskNeedsOpenTicket);
        }

        if (await db.Set<SubTask>().CountAsync(t => t.TicketId == ticket.Id, cancellationToken) >= SubTaskLimits.PerTicket)
        {
            throw new BusinessException(TicketErrorCodes.TooManySubTasks).WithData("Max", SubTaskLimits.PerTicket);
        }

        (input.Title, input.Brief) = (TextCleaner.CleanLine(input.Title), TextCleaner.Clean(input.Brief));
        var task = new SubTask(ticket, input, department.Name, actors.Staff(), Now);
        db.Add(task);
        ticket.RecordSubTask($"{department.Name}: {task.Title}", null, actors.Staff(), Now);
        await clock.StartAsync(task, cancellationToken);
        await PublishAsync(ticket, task, SubTaskEvent.Asked, task.AnswerDue, await MembersAsync(task.GroupId, cancellationToken));
        return task.Id;
    }

    [Authorize(TicketPermissions.Edit)]
    public async Task CancelAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var task = await FindAsync(id, cancellationToken);
        tickets.SignalAfterCommit(task.TicketId);
        task.Cancel();
        await clock.StopAsync(task, cancellationToken);
    }

    [Authorize(TicketPermissions.Note)]
    public async Task<IReadOnlyList<SubTaskDto>> GetMineAsync(bool includeDone, CancellationToken cancellationToken = default)
    {
        var mine = await MyGroupsAsync();
        var tasks = await db.Set<SubTask>()
            .AsNoTracking()
            .Where(t =>
                mine.Contains(t.GroupId)
                && (t.State == SubTaskState.Open || t.State == SubTaskState.Answered || (includeDone && t.State == SubTaskState.Done))
            )
            .OrderByDescending(t => t.AskedAt)
            .Take(Shown)
            .ToListAsync(cancellationToken);
        return [.. tasks.OrderBy(t => !t.IsOpen).ThenBy(t => t.NextDue).Select(t => ToDto(t, mine))];
    }

    [Authorize(TicketPermissions.Note)]
    public async Task AnswerAsync(AnswerSubTaskInput input, CancellationToken cancellationToken = default)
    {
        var task = await FindMineAsync(input.Id, cancellationToken);
        task.Reply(TextCleaner.Clean(input.Text), actors.Staff().Name, Now);
    }

    [Authorize(TicketPermissions.Note)]
    public async Task FinishAsync(AnswerSubTaskInput input, CancellationToken cancellationToken = default)
    {
        var task = await FindMineAsync(input.Id, cancellationToken);

        // The ticket's row is held, so of two departments that finish at once the second one is seen as the last.
        var ticket = await tickets.LockCurrentAsync(task.TicketId, cancellationToken);
        task.Finish(TextCleaner.Clean(input.Text), actors.Staff().Name, Now);
        await clock.StopAsync(task, cancellationToken);
        ticket.RecordSubTask($"{task.GroupName}: {task.Title}", TicketReasons.SubTaskDone, actors.Staff(), Now);
        if (
            !await db.Set<SubTask>()
                .AnyAsync(
                    t => t.TicketId == ticket.Id && t.Id != task.Id && (t.State == SubTaskState.Open || t.State == SubTaskState.Answered),
                    cancellationToken
                )
        )
        {
            await PublishAsync(ticket, task, SubTaskEvent.AllDone, null, [ticket.AssigneeId ?? task.AskedById]);
        }
    }

    private Task PublishAsync(Ticket ticket, SubTask task, SubTaskEvent kind, DateTime? due, IReadOnlyList<Guid> told) =>
        events.PublishAsync(
            new SubTaskEto(
                ticket.Snapshot(),
                Now,
                task.Id,
                kind,
                task.GroupName,
                task.Title,
                due,
                [.. told.Where(id => id != actors.UserId).Distinct()]
            )
        );

    private async Task<SubTask> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<SubTask>().FirstOrDefaultAsync(t => t.Id == id, cancellationToken)
        ?? throw BusinessException.NotFound(TicketErrorCodes.SubTaskNotFound);

    /// <summary>Only the department itself may speak for it.</summary>
    private async Task<SubTask> FindMineAsync(Guid id, CancellationToken cancellationToken)
    {
        var task = await FindAsync(id, cancellationToken);
        tickets.SignalAfterCommit(task.TicketId);
        return (await MyGroupsAsync()).Contains(task.GroupId) ? task : throw BusinessException.NotFound(TicketErrorCodes.SubTaskNotFound);
    }

    private async Task<IReadOnlyList<Guid>> MyGroupsAsync()
    {
        var mine = new List<Guid>();
        foreach (var provider in groups)
        {
            mine.AddRange(await provider.GetGroupIdsAsync(actors.UserId));
        }

        return mine;
    }

    private async Task<IReadOnlyList<Guid>> MembersAsync(Guid groupId, CancellationToken cancellationToken)
    {
        var members = new List<Guid>();
        foreach (var provider in groups)
        {
            members.AddRange(await provider.GetMemberIdsAsync(groupId, cancellationToken));
        }

        return members;
    }

    private SubTaskDto ToDto(SubTask t, IReadOnlyList<Guid> mine) =>
        new(
            t.Id,
            t.TicketId,
            t.TicketNumber,
            t.GroupName,
            t.Title,
            t.Brief,
            t.State,
            t.AskedByName,
            t.AskedAt,
            t.AnswerDue,
            t.AnsweredAt,
            t.Answer,
            t.AnsweredByName,
            t.ReportDue,
            t.DoneAt,
            t.Result,
            t.DoneByName,
            t.IsAnswerLate || (t.AnsweredAt ?? Now) > t.AnswerDue,
            t.IsReportLate || (t.DoneAt ?? Now) > t.ReportDue,
            t.IsOpen && mine.Contains(t.GroupId)
        );
}
