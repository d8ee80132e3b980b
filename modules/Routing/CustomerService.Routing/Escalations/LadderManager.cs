using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Timers;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Escalations;

/// <summary>Climbs ladders, one step per call. Asks Tickets and Sla whether there is still a reason to.</summary>
internal sealed class LadderManager(
    CustomerServiceDbContext db, ITicketIntegrationService tickets, ISlaIntegrationService sla, AgentGroupManager groups, AssignmentManager assignments,
    ITimerManager timers, IUnitOfWork unitOfWork, TimeProvider time) : ITransientDependency
{
    public async Task BeginAsync(SlaBreachedEto breach, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(breach.TicketId, cancellationToken) is not { } ticket || ticket.Status.IsSolved()
            || await db.Set<Climb>().AnyAsync(c => c.TicketId == breach.TicketId && (c.State != ClimbState.Ended || c.ClockId == breach.ClockId), cancellationToken)
            || await FindForAsync(ticket, cancellationToken) is not { } ladder)
        {
            return;
        }

        var climb = new Climb(ticket.Id, breach.ClockId, ladder.Id, ticket.EscalationLevel, breach.At);
        db.Add(climb);
        await GoOnAsync(climb, ladder, ticket, cancellationToken);
    }

    /// <summary>Does the next step if its time has come, and sets the timer for the one after.</summary>
    public async Task GoOnAsync(Guid climbId, CancellationToken cancellationToken)
    {
        if (await db.Set<Climb>().FirstOrDefaultAsync(c => c.Id == climbId && c.State == ClimbState.Climbing, cancellationToken) is not { } climb)
        {
            return;
        }

        if (await tickets.FindAsync(climb.TicketId, cancellationToken) is not { } ticket || ticket.Status.IsSolved()
            || await db.Set<Ladder>().FirstOrDefaultAsync(l => l.Id == climb.LadderId, cancellationToken) is not { } ladder)
        {
            climb.End();
        }
        else if (ticket.Status != TicketStatus.WaitingForCustomer && !(await sla.GetClocksAsync(ticket.Id, cancellationToken)).Any(IsLate))
        {
            climb.End();
        }
        else
        {
            await GoOnAsync(climb, ladder, ticket, cancellationToken);
        }
    }

    public Task<Climb?> FindOpenAsync(Guid ticketId, CancellationToken cancellationToken) =>
        db.Set<Climb>().FirstOrDefaultAsync(c => c.TicketId == ticketId && c.State != ClimbState.Ended, cancellationToken);

    public Task WaitForAsync(Climb climb, DateTime due, CancellationToken cancellationToken) =>
        timers.ScheduleAsync(LadderStepTimerHandler.TimerKind, climb.Id, due, cancellationToken: cancellationToken);

    private async Task GoOnAsync(Climb climb, Ladder ladder, TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (ticket.Status == TicketStatus.WaitingForCustomer)
        {
            climb.Pause(now);
            return;
        }

        if (ladder.NextAfter(climb.Step) is { } step && climb.DueOf(step) <= now)
        {
            await DoAsync(climb, step, ticket, cancellationToken);
            climb.StepUp();
        }

        if (ladder.NextAfter(climb.Step) is { } next)
        {
            await WaitForAsync(climb, climb.DueOf(next), cancellationToken);
        }
        else
        {
            climb.End();
        }
    }

    private async Task DoAsync(Climb climb, LadderStep step, TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        var group = await groups.FindForAsync(ticket, keepGroup: true, cancellationToken);
        var owner = await MoveAsync(step, ticket, group, cancellationToken) ?? ticket.AssigneeId;
        var told = new List<Guid>();
        if (step.NotifyOwner && owner is { } ownerId)
        {
            told.Add(ownerId);
        }

        if (step.NotifyLeads && group is not null)
        {
            told.AddRange(group.LeadIds);
        }

        // The move is written before the ticket is loaded to be raised: its stamp is then the newest.
        await unitOfWork.SaveChangesAsync(cancellationToken);
        var reason = climb.Step == 0 ? "Routing.Escalation.First" : "Routing.Escalation.Further";
        await tickets.EscalateAsync(ticket.Id, new EscalateTicket(climb.NextLevel, step.RaisePriority, reason, [.. told.Distinct()]), cancellationToken);
    }

    private async Task<Guid?> MoveAsync(LadderStep step, TicketSnapshot ticket, AgentGroup? group, CancellationToken cancellationToken)
    {
        if (step.Move == LadderMove.OtherGroup && step.GroupId is { } otherId && await groups.FindAsync(otherId, cancellationToken) is { } other)
        {
            return await assignments.MoveAsync(ticket, other, 0, AssignmentReason.Escalated, cancellationToken);
        }

        if (step.Move != LadderMove.MoreStars || group is null)
        {
            return null;
        }

        var owned = group.Members.FirstOrDefault(m => m.UserId == ticket.AssigneeId)?.Stars ?? 0;
        return await assignments.MoveAsync(ticket, group, owned + 1, AssignmentReason.Escalated, cancellationToken)
            ?? await assignments.MoveAsync(ticket, group, 0, AssignmentReason.Escalated, cancellationToken);
    }

    private async Task<Ladder?> FindForAsync(TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        var all = await db.Set<Ladder>().ToListAsync(cancellationToken);
        return all.Find(l => l.RequestTypeKeys.Contains(ticket.RequestTypeKey)) ?? all.Find(l => l.IsDefault);
    }

    private static bool IsLate(SlaClockDto clock) => clock is { State: SlaClockState.Breached, EndedAt: null };
}
