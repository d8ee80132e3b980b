using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.SubTasks;

/// <summary>Texts: <c>Enum.SubTaskState.…</c>.</summary>
public enum SubTaskState
{
    /// <summary>The department was asked.</summary>
    Open,

    /// <summary>The department has answered what it will do, and works on it.</summary>
    Answered,
    Done,
    Cancelled,
}

/// <summary>Parts of a ticket that other departments do, each with its own two promises: an answer, and the result.</summary>
public interface ISubTaskAppService : IApplicationService
{
    Task<SubTasksDto> GetForTicketAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>The departments that can be asked.</summary>
    Task<IReadOnlyList<DepartmentDto>> GetDepartmentsAsync(CancellationToken cancellationToken = default);

    Task<Guid> CreateAsync(CreateSubTaskInput input, CancellationToken cancellationToken = default);

    /// <summary>Not needed any more.</summary>
    Task CancelAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>What is asked of the reader's departments, the nearest promise first. Nothing of the customer is in it.</summary>
    Task<IReadOnlyList<SubTaskDto>> GetMineAsync(bool includeDone, CancellationToken cancellationToken = default);

    /// <summary>The first answer: what the department will do, and by when. Keeps the first promise.</summary>
    Task AnswerAsync(AnswerSubTaskInput input, CancellationToken cancellationToken = default);

    /// <summary>The result. Keeps both promises; when it was the last, the ticket's owner is told.</summary>
    Task FinishAsync(AnswerSubTaskInput input, CancellationToken cancellationToken = default);
}

/// <param name="Done">Of <paramref name="Total"/>, cancelled ones not counted.</param>
/// <param name="NextDue">UTC; the nearest promise of those that are not done; null when all are.</param>
public sealed record SubTasksDto(
    IReadOnlyList<SubTaskDto> Items,
    int Done,
    int Total,
    DateTime? NextDue,
    string? NextDepartment,
    bool MayAsk
);

/// <param name="AnswerDue">UTC.</param>
/// <param name="ReportDue">UTC.</param>
/// <param name="MayWork">The reader belongs to the department.</param>
public sealed record SubTaskDto(
    Guid Id,
    Guid TicketId,
    long TicketNumber,
    string Department,
    string Title,
    string Brief,
    SubTaskState State,
    string AskedByName,
    DateTime AskedAt,
    DateTime AnswerDue,
    DateTime? AnsweredAt,
    string? Answer,
    string? AnsweredByName,
    DateTime ReportDue,
    DateTime? DoneAt,
    string? Result,
    string? DoneByName,
    bool IsAnswerLate,
    bool IsReportLate,
    bool MayWork
);

public sealed record DepartmentDto(Guid GroupId, string Name);

public sealed class CreateSubTaskInput
{
    public Guid TicketId { get; set; }

    public Guid GroupId { get; set; }

    [Required, StringLength(SubTaskLimits.Title)]
    public string Title { get; set; } = "";

    /// <summary>All that the department needs: it may not see the ticket.</summary>
    [Required, StringLength(SubTaskLimits.Text)]
    public string Brief { get; set; } = "";

    [Range(1, 24 * 7)]
    public int AnswerHours { get; set; } = SubTaskLimits.AnswerHours;

    [Range(1, 24 * 60)]
    public int ReportHours { get; set; } = SubTaskLimits.ReportHours;
}

public sealed class AnswerSubTaskInput
{
    public Guid Id { get; set; }

    [Required, StringLength(SubTaskLimits.Text)]
    public string Text { get; set; } = "";
}

/// <summary>What happened to a sub-task. <paramref name="NotifyUserIds"/> are to be told.</summary>
[EventName("tickets.sub-task")]
public sealed record SubTaskEto(
    TicketSnapshot Ticket,
    DateTime At,
    Guid SubTaskId,
    SubTaskEvent Kind,
    string Department,
    string Title,
    DateTime? Due,
    IReadOnlyList<Guid> NotifyUserIds
) : TicketEto(Ticket, At, false);

public enum SubTaskEvent
{
    /// <summary>A department is asked.</summary>
    Asked,

    /// <summary>A promise of a department was broken.</summary>
    Late,

    /// <summary>The last one is done.</summary>
    AllDone,
}
