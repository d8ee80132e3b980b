using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Timers;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Escalations.Webhooks;
using CustomerService.Routing.Groups;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Escalations;

/// <summary>Climbs ladders. Each call is one transaction: what the steps do, how far the climb is, and the timer of the next.</summary>
internal sealed class LadderManager(
    CustomerServiceDbContext db, ITicketIntegrationService tickets, ISlaIntegrationService sla, AgentGroupManager groups, LadderMover mover, LadderPeople people, WebhookManager webhooks,
    ITimerManager timers, IUnitOfWork unitOfWork, ITenantStore tenants, ICurrentTenant currentTenant, IRealTimeHub hub, TimeProvider time) : ITransientDependency
{
    /// <summary>A promise is near its due time, or was broken. What is climbed for it already goes on.</summary>
    public async Task BeginAsync(Guid ticketId, Guid clockId, SlaMetric metric, DateTime due, bool isBroken, CancellationToken cancellationToken)
    {
        var climbs = await db.Set<Climb>().Where(c => c.TicketId == ticketId && c.Start == LadderStart.Promise).ToListAsync(cancellationToken);
        if (climbs.Find(c => c.State != ClimbState.Ended) is { } open)
        {
            await GoOnAsync(open.Id, cancellationToken);
        }
        else if (!climbs.Exists(c => c.ClockId == clockId))
        {
            await BeginAsync(ticketId, LadderStart.Promise, clockId, metric, due, ladder => isBroken || ladder.HasStepsBeforeDue, cancellationToken);
        }
    }

    /// <summary>The ticket came in, or began to wait for others.</summary>
    public async Task BeginAsync(Guid ticketId, LadderStart start, DateTime at, CancellationToken cancellationToken)
    {
        if (!await db.Set<Climb>().AnyAsync(c => c.TicketId == ticketId && c.Start == start && c.State != ClimbState.Ended, cancellationToken))
        {
            await BeginAsync(ticketId, start, Guid.CreateVersion7(), null, at, _ => true, cancellationToken);
        }
    }

    /// <summary>Does the steps whose time has come, and sets the timer for the one after.</summary>
    public async Task GoOnAsync(Guid climbId, CancellationToken cancellationToken)
    {
        if (await db.Set<Climb>().FirstOrDefaultAsync(c => c.Id == climbId && (c.State == ClimbState.Climbing || c.State == ClimbState.Asking), cancellationToken) is not { } climb)
        {
            return;
        }

        if (await tickets.FindAsync(climb.TicketId, cancellationToken) is { } ticket && !ticket.Status.IsSolved()
            && await db.Set<Ladder>().FirstOrDefaultAsync(l => l.Id == climb.LadderId, cancellationToken) is { } ladder)
        {
            await GoOnAsync(climb, ladder, ticket, cancellationToken);
        }
        else
        {
            climb.End();
        }
    }

    public Task<List<Climb>> GetOpenAsync(Guid ticketId, CancellationToken cancellationToken) =>
        db.Set<Climb>().Where(c => c.TicketId == ticketId && c.State != ClimbState.Ended).ToListAsync(cancellationToken);

    public Task WaitForAsync(Climb climb, DateTime due, CancellationToken cancellationToken) =>
        timers.ScheduleAsync(LadderStepTimerHandler.TimerKind, climb.Id, due, cancellationToken: cancellationToken);

    /// <summary>Open desks show what is asked.</summary>
    public void Announce(Guid ticketId) => unitOfWork.OnCompleted(() => hub.PublishAsync(new RealTimeMessage(EscalationTopics.Escalation, ticketId.ToString())));

    private async Task BeginAsync(Guid ticketId, LadderStart start, Guid occasionId, SlaMetric? metric, DateTime at, Func<Ladder, bool> isWanted, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(ticketId, cancellationToken) is not { } ticket || ticket.Status.IsSolved()
            || await FindForAsync(start, ticket, cancellationToken) is not { } ladder || !isWanted(ladder))
        {
            return;
        }

        var climb = db.Add(new Climb(ticket.Id, occasionId, metric, ladder, ticket.EscalationLevel, at)).Entity;
        await GoOnAsync(climb, ladder, ticket, cancellationToken);
    }

    private async Task GoOnAsync(Climb climb, Ladder ladder, TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (ticket.Status == TicketStatus.WaitingForCustomer)
        {
            climb.Pause(now);
            return;
        }

        var clocks = await sla.GetClocksAsync(ticket.Id, cancellationToken);
        if (!IsReasonLeft(climb, ticket, clocks))
        {
            climb.End();
            return;
        }

        if (clocks.FirstOrDefault(c => c.Metric == climb.Metric && c is { State: SlaClockState.Running, EndedAt: null }) is { } moved)
        {
            climb.Follow(moved.Due);
        }

        if (climb.State == ClimbState.Asking && !await AskOnAsync(climb, ladder, ticket, now, cancellationToken))
        {
            return;
        }

        var due = await DueAsync(climb, ladder, now, cancellationToken);
        if (due.Count > 0 && await AfterQuietAsync(ladder, ticket, now, cancellationToken) is var quietEnd && quietEnd > now)
        {
            await WaitForAsync(climb, quietEnd, cancellationToken);
            return;
        }

        if (due.Count > 0)
        {
            await DoAsync(climb, ladder, [.. due.Where(s => !s.OnlyUnanswered || clocks.Any(IsUnanswered))], climb.Step + due.Count, ticket, now, cancellationToken);
        }

        await WaitForNextAsync(climb, ladder, cancellationToken);
    }

    // After downtime several steps may be due: they are done together, and people are told once. Nothing passes one that must be accepted.
    private async Task<List<LadderStep>> DueAsync(Climb climb, Ladder ladder, DateTime now, CancellationToken cancellationToken)
    {
        var due = new List<LadderStep>();
        while (ladder.NextAfter(climb.Step + due.Count) is { } step && await DueOfAsync(climb, step, cancellationToken) <= now)
        {
            due.Add(step);
            if (step.AcceptMinutes is not null)
            {
                break;
            }
        }

        return due;
    }

    private async Task DoAsync(Climb climb, Ladder ladder, List<LadderStep> steps, int reached, TicketSnapshot ticket, DateTime now, CancellationToken cancellationToken)
    {
        if (steps.Count == 0)
        {
            climb.StepTo(reached, hasTold: false);
            return;
        }

        var group = await groups.FindForAsync(ticket, keepGroup: true, cancellationToken);
        var owner = ticket.AssigneeId;
        foreach (var step in steps)
        {
            owner = await mover.MoveAsync(step, ticket, group, cancellationToken) ?? owner;
        }

        var told = await people.OfAsync(steps, owner, group, cancellationToken);
        await TellAsync(climb, ticket, told, steps, cancellationToken);
        await webhooks.QueueAsync(climb, ladder, steps, ticket, cancellationToken);
        climb.StepTo(reached, hasTold: true);
        if (steps[^1].AcceptMinutes is { } minutes && told.Count > 0)
        {
            climb.Ask(told, LadderCircle.Named, now.AddMinutes(minutes));
            Announce(ticket.Id);
        }
    }

    /// <returns>true when nobody is left to be asked, and the ladder is climbed on.</returns>
    private async Task<bool> AskOnAsync(Climb climb, Ladder ladder, TicketSnapshot ticket, DateTime now, CancellationToken cancellationToken)
    {
        if (now < climb.AcceptBy)
        {
            await WaitForAsync(climb, climb.AcceptBy.Value, cancellationToken);
            return false;
        }

        var group = await groups.FindForAsync(ticket, keepGroup: true, cancellationToken);
        for (var circle = climb.Circle + 1; circle <= LadderCircle.Admins; circle++)
        {
            var next = await people.CircleAsync(circle, group, cancellationToken);
            if (next.Except(climb.AskedIds).Any())
            {
                await TellAsync(climb, ticket, next, [], cancellationToken);
                climb.StepTo(climb.Step, hasTold: true);
                climb.Ask([.. climb.AskedIds.Union(next)], circle, now.AddMinutes(ladder.NextAfter(climb.Step - 1)?.AcceptMinutes ?? 1));
                Announce(ticket.Id);
                await WaitForAsync(climb, climb.AcceptBy!.Value, cancellationToken);
                return false;
            }
        }

        climb.StopAsking();
        Announce(ticket.Id);
        return true;
    }

    private async Task TellAsync(Climb climb, TicketSnapshot ticket, IReadOnlyList<Guid> told, List<LadderStep> steps, CancellationToken cancellationToken)
    {
        // A move is written before the ticket is loaded to be raised: its stamp is then the newest.
        await unitOfWork.SaveChangesAsync(cancellationToken);
        var note = string.Join("\n\n", steps.Select(s => s.Note).OfType<string>());
        await tickets.EscalateAsync(
            ticket.Id,
            new EscalateTicket(
                climb.NextLevel, steps.Exists(s => s.RaisePriority), ReasonKey(climb, steps), told,
                note.Length > 0 ? note : null, steps.Exists(s => s.Watches), steps.Exists(s => s.NotifyCustomer)),
            cancellationToken);
    }

    private async Task WaitForNextAsync(Climb climb, Ladder ladder, CancellationToken cancellationToken)
    {
        if (climb.State == ClimbState.Asking)
        {
            await WaitForAsync(climb, climb.AcceptBy!.Value, cancellationToken);
        }
        else if (ladder.NextAfter(climb.Step) is { } next)
        {
            await WaitForAsync(climb, await DueOfAsync(climb, next, cancellationToken), cancellationToken);
        }
        else
        {
            climb.End();
        }
    }

    private async Task<DateTime> DueOfAsync(Climb climb, LadderStep step, CancellationToken cancellationToken) => step.IsBusinessTime && step.OffsetMinutes != 0
        ? await sla.AddBusinessMinutesAsync(climb.TicketId, climb.StartedAt, step.OffsetMinutes, cancellationToken)
        : climb.StartedAt.AddMinutes(step.OffsetMinutes);

    private async Task<DateTime> AfterQuietAsync(Ladder ladder, TicketSnapshot ticket, DateTime now, CancellationToken cancellationToken)
    {
        if (ticket.Priority == TicketPriority.Critical || ladder.QuietFrom is null || currentTenant.Id is not { } tenantId)
        {
            return now;
        }

        var zone = (await tenants.FindAsync(tenantId, cancellationToken))?.TimeZone;
        return ladder.AfterQuiet(now, zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc);
    }

    private async Task<Ladder?> FindForAsync(LadderStart start, TicketSnapshot ticket, CancellationToken cancellationToken) =>
        (await db.Set<Ladder>().Where(l => l.Start == start).OrderBy(l => l.Id).ToListAsync(cancellationToken))
            .Where(l => l.Closeness(start, ticket) is not null).MaxBy(l => l.Closeness(start, ticket));

    private static bool IsReasonLeft(Climb climb, TicketSnapshot ticket, IReadOnlyList<SlaClockDto> clocks) => climb.Start switch
    {
        LadderStart.Promise => clocks.Any(c => c.EndedAt is null && (c.State == SlaClockState.Breached || c.Metric == climb.Metric && c.State == SlaClockState.Running)),
        LadderStart.HandedToOthers => ticket.Status == TicketStatus.WaitingForThirdParty,
        _ => true,
    };

    private static bool IsUnanswered(SlaClockDto clock) => clock.EndedAt is null && clock.Metric is SlaMetric.FirstResponse or SlaMetric.NextResponse && clock.EndedAt is null;

    private static string ReasonKey(Climb climb, List<LadderStep> steps) =>
        steps.Count == 0 ? "Routing.Escalation.Unaccepted"
        : climb.Start != LadderStart.Promise ? $"Routing.Escalation.{climb.Start}"
        : steps[^1].OffsetMinutes < 0 ? "Routing.Escalation.Near"
        : climb.Told == 0 ? "Routing.Escalation.First" : "Routing.Escalation.Further";
}
