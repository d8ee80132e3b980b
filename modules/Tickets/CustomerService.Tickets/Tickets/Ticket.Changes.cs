using System.Globalization;
using CustomerService.Framework.Errors;

namespace CustomerService.Tickets.Tickets;

internal sealed partial class Ticket
{
    public void ChangeStatus(TicketStatus to, TicketActor actor, DateTime now, string? reasonKey = null)
    {
        if (to == Status)
        {
            return;
        }

        CheckNotMerged();
        if (!TicketLifecycle.CanGo(Status, to))
        {
            throw StatusNotAllowed(to);
        }

        if (NeedsFollowUp(now))
        {
            throw new BusinessException(TicketErrorCodes.ReopenTooLate)
                .WithData("Number", Number)
                .WithData("Days", (int)TicketLimits.ReopenWindow.TotalDays);
        }

        var from = Status;
        var isReopened = !IsOpen && !to.IsFinal();
        (Status, IsOpen) = (to, !to.IsFinal());
        ResolvedAt = IsOpen ? null : ResolvedAt ?? now;
        ClosedAt = to == TicketStatus.Closed ? now : null;
        Record(TicketField.Status, from.ToString(), to.ToString(), actor, now, reasonKey);
        SnoozedUntil = IsOpen ? SnoozedUntil : null;
        AddDistributedEvent(new TicketStatusChangedEto(Snapshot(), now, from, to, actor.Id, isReopened, IsHistory(actor)));
    }

    /// <summary>The end of a resolved ticket's time to be reopened; nothing happens to what is open again or closed already.</summary>
    public void CloseByTime(DateTime now, TicketActor actor)
    {
        if (Status == TicketStatus.Resolved)
        {
            ChangeStatus(TicketStatus.Closed, actor, now, TicketReasons.ClosedByTime);
        }
    }

    public void ChangePriority(TicketPriority to, TicketActor actor, DateTime now, string? reasonKey = null)
    {
        if (to == Priority)
        {
            return;
        }

        CheckNotMerged();
        var from = Priority;
        Priority = to;
        Record(TicketField.Priority, from.ToString(), to.ToString(), actor, now, reasonKey);
        AddDistributedEvent(new TicketReclassifiedEto(Snapshot(), now, from, RequestTypeId, IsHistory(actor)));
    }

    /// <summary>Takes over the type's grades; the priority stays what people decided.</summary>
    public void ChangeRequestType(TicketTypeFacts type, TicketActor actor, DateTime now)
    {
        if (type.Id == RequestTypeId)
        {
            return;
        }

        CheckNotMerged();
        var (fromId, fromKey) = (RequestTypeId, RequestTypeKey);
        (RequestTypeId, RequestTypeKey, Risk, Complexity) = (type.Id, type.Key, type.Risk, type.Complexity);
        Record(TicketField.RequestType, fromKey, type.Key, actor, now);
        AddDistributedEvent(new TicketReclassifiedEto(Snapshot(), now, Priority, fromId, IsHistory(actor)));
    }

    /// <summary>A new owner, or none. Closed tickets have had theirs.</summary>
    /// <returns>false when closed.</returns>
    public bool Assign(Guid? agentId, string? fromName, string? toName, TicketActor actor, DateTime now, string? reasonKey = null)
    {
        if (Status == TicketStatus.Closed)
        {
            return false;
        }

        if (agentId == AssigneeId)
        {
            return true;
        }

        var from = AssigneeId;
        AssigneeId = agentId;
        Record(TicketField.Assignee, fromName, toName, actor, now, reasonKey, from, agentId);
        AddDistributedEvent(new TicketAssignedEto(Snapshot(), now, from, agentId, actor.Id, IsHistory(actor)));
        return true;
    }

    public void MoveToGroup(Guid? groupId, string? groupName, int requiredStars, TicketActor actor, DateTime now, string? reasonKey = null)
    {
        var isMoved = groupId != GroupId;
        if (isMoved)
        {
            Record(TicketField.Group, GroupName, groupName, actor, now, reasonKey, GroupId, groupId);
        }

        (GroupId, GroupName, RequiredStars) = (groupId, groupName, requiredStars);
        if (isMoved)
        {
            AddDistributedEvent(new TicketRoutingChangedEto(Snapshot(), now, IsHistory(actor)));
        }
    }

    /// <summary>One step up, each step once; nothing happens to what is already there or done.</summary>
    public void Escalate(EscalateTicket step, TicketActor actor, DateTime now)
    {
        if (step.Level <= EscalationLevel || !IsOpen)
        {
            return;
        }

        Record(TicketField.Escalation, Level(EscalationLevel), Level(step.Level), actor, now, step.ReasonKey);
        EscalationLevel = step.Level;
        if (step.RaisePriority && Priority < TicketPriority.Critical)
        {
            ChangePriority(Priority + 1, actor, now, step.ReasonKey);
        }

        if (!string.IsNullOrWhiteSpace(step.Note))
        {
            AddNote(actor, step.Note, now);
        }

        AddDistributedEvent(new TicketEscalatedEto(Snapshot(), now, step.Level, step.ReasonKey, step.NotifyUserIds, step.TellsCustomer));

        static string Level(int level) => level.ToString(CultureInfo.InvariantCulture);
    }

    public void AcceptEscalation(TicketActor actor, DateTime now, string reasonKey) =>
        Record(TicketField.Escalation, null, EscalationLevel.ToString(CultureInfo.InvariantCulture), actor, now, reasonKey);

    /// <param name="until">UTC; null is until the customer answers.</param>
    public void Snooze(DateTime? until, TicketActor actor, DateTime now)
    {
        CheckNotMerged();
        if (!IsOpen)
        {
            throw new BusinessException(TicketErrorCodes.SnoozeNotOpen).WithData("Number", Number);
        }

        if (until <= now || until > now + TicketLimits.Snooze)
        {
            throw new BusinessException(TicketErrorCodes.SnoozeTime).WithData("Days", (int)TicketLimits.Snooze.TotalDays);
        }

        Sleep(until ?? NoDue, actor, now, null);
    }

    public void Wake(TicketActor actor, DateTime now, string? reasonKey = null) => Sleep(null, actor, now, reasonKey);

    private void Sleep(DateTime? until, TicketActor actor, DateTime now, string? reasonKey)
    {
        if (until != SnoozedUntil)
        {
            Record(TicketField.Snooze, SnoozeText(SnoozedUntil), SnoozeText(until), actor, now, reasonKey);
            SnoozedUntil = until;
        }

        static string? SnoozeText(DateTime? until) => until?.ToString("u", CultureInfo.InvariantCulture);
    }

    public void RecordTag(string name, bool isAdded, TicketActor actor, DateTime now)
    {
        CheckNotMerged();
        Record(TicketField.Tag, isAdded ? null : name, isAdded ? name : null, actor, now);
        AddDistributedEvent(new TicketRoutingChangedEto(Snapshot(), now, IsHistory(actor)));
    }

    /// <param name="reasonKey">What happened to it; null: it was asked for.</param>
    public void RecordSubTask(string name, string? reasonKey, TicketActor actor, DateTime now) =>
        Record(TicketField.SubTask, reasonKey is null ? null : name, name, actor, now, reasonKey);

    /// <param name="told">What the customer was told, or null when he appeals against it.</param>
    public void RecordRefusal(string? appealed, string? told, TicketActor actor, DateTime now) =>
        Record(TicketField.Refusal, appealed, told, actor, now);

    public void RecordFollowUp(long number, TicketActor actor, DateTime now) =>
        Record(TicketField.FollowUp, null, Text(number), actor, now);
}
