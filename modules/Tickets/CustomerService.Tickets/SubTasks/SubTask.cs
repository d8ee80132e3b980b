using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.SubTasks;

/// <summary>
/// What one other department does for a ticket, with its own two clocks. They run by the clock on the wall and never
/// pause: whoever waits is a colleague.
/// </summary>
internal sealed class SubTask : TenantAggregateRoot
{
    private SubTask() { }

    public SubTask(Ticket ticket, CreateSubTaskInput input, string groupName, TicketActor actor, DateTime now)
    {
        (TicketId, TicketNumber, GroupId, GroupName) = (ticket.Id, ticket.Number, input.GroupId, groupName);
        (Title, Brief, AskedById, AskedByName, AskedAt) = (input.Title.Trim(), input.Brief.Trim(), actor.Id!.Value, actor.Name, now);
        (AnswerDue, ReportDue) = (now.AddHours(input.AnswerHours), now.AddHours(Math.Max(input.ReportHours, input.AnswerHours)));
    }

    public Guid TicketId { get; private set; }

    public long TicketNumber { get; private set; }

    public Guid GroupId { get; private set; }

    public string GroupName { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Brief { get; private set; } = "";

    public SubTaskState State { get; private set; }

    public Guid AskedById { get; private set; }

    public string AskedByName { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime AskedAt { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime AnswerDue { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? AnsweredAt { get; private set; }

    public string? Answer { get; private set; }

    public string? AnsweredByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime ReportDue { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? DoneAt { get; private set; }

    public string? Result { get; private set; }

    public string? DoneByName { get; private set; }

    /// <summary>The broken promise has been told of.</summary>
    public bool IsAnswerLate { get; private set; }

    /// <inheritdoc cref="IsAnswerLate"/>
    public bool IsReportLate { get; private set; }

    public bool IsOpen => State is SubTaskState.Open or SubTaskState.Answered;

    /// <summary>UTC; the promise that is to be kept next; null when nothing is left to do.</summary>
    public DateTime? NextDue =>
        State switch
        {
            SubTaskState.Open => AnswerDue,
            SubTaskState.Answered => ReportDue,
            _ => null,
        };

    public void Reply(string text, string byName, DateTime now)
    {
        Check(State == SubTaskState.Open);
        (State, Answer, AnsweredByName, AnsweredAt) = (SubTaskState.Answered, text.Trim(), byName, now);
    }

    public void Finish(string text, string byName, DateTime now)
    {
        Check(IsOpen);
        (State, Result, DoneByName, DoneAt) = (SubTaskState.Done, text.Trim(), byName, now);
        AnsweredAt ??= now;
    }

    public void Cancel()
    {
        if (IsOpen)
        {
            State = SubTaskState.Cancelled;
        }
    }

    /// <summary>Each promise is broken at most once.</summary>
    public bool TryBreak(DateTime now)
    {
        var isAnswer = State == SubTaskState.Open && AnswerDue <= now && !IsAnswerLate;
        var isReport = IsOpen && ReportDue <= now && !IsReportLate;
        (IsAnswerLate, IsReportLate) = (IsAnswerLate || isAnswer, IsReportLate || isReport);
        return isAnswer || isReport;
    }

    private static void Check(bool isAllowed)
    {
        if (!isAllowed)
        {
            throw BusinessException.Conflict(TicketErrorCodes.SubTaskMoved);
        }
    }
}

internal sealed class SubTaskConfiguration : IEntityTypeConfiguration<SubTask>
{
    public void Configure(EntityTypeBuilder<SubTask> builder)
    {
        builder.ToTable("TicketSubTasks");
        builder.Property(x => x.GroupName).HasMaxLength(TicketLimits.Name);
        builder.Property(x => x.Title).HasMaxLength(SubTaskLimits.Title);
        builder.Property(x => x.Brief).HasMaxLength(SubTaskLimits.Text);
        builder.Property(x => x.Answer).HasMaxLength(SubTaskLimits.Text);
        builder.Property(x => x.Result).HasMaxLength(SubTaskLimits.Text);
        builder.Property(x => x.AskedByName).HasMaxLength(TicketLimits.Name);
        builder.Property(x => x.AnsweredByName).HasMaxLength(TicketLimits.Name);
        builder.Property(x => x.DoneByName).HasMaxLength(TicketLimits.Name);
        builder.Ignore(x => x.IsOpen);
        builder.Ignore(x => x.NextDue);
        builder.HasTenantForeignKey<SubTask, Ticket>(x => x.TicketId, DeleteBehavior.Cascade);
        builder.HasIndex(x => new { x.TenantId, x.TicketId });
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.GroupId,
            x.State,
        });
    }
}
