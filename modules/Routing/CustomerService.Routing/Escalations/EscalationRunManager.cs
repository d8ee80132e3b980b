using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Timers;
using CustomerService.Routing.Escalations.Webhooks;
using CustomerService.Routing.Groups;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Escalations;

/// <summary>
/// Runs escalation policies. Each call is one transaction: what the steps do, how far the escalation run is, and the
/// timer of the next.
/// </summary>
internal sealed class EscalationRunManager(
    CustomerServiceDbContext db,
    ITicketIntegrationService tickets,
    ISlaIntegrationService sla,
    AgentGroupManager groups,
    EscalationReassigner mover,
    EscalationRecipients people,
    WebhookManager webhooks,
    ITimerManager timers,
    IUnitOfWorkManager unitOfWorkManager,
    ITenantStore tenants,
    ICurrentTenant currentTenant,
    IRealTimeHub hub,
    TimeProvider time
) : ITransientDependency
{
    /// <summary>A promise is near its due time, or was broken. What escalates for it already goes on.</summary>
    public async Task BeginAsync(
        Guid ticketId,
        Guid clockId,
        SlaMetric metric,
        DateTime due,
        bool isBroken,
        CancellationToken cancellationToken
    )
    {
        var runs = await db.Set<EscalationRun>()
            .Where(c => c.TicketId == ticketId && c.Start == EscalationStart.Promise)
            .ToListAsync(cancellationToken);
        if (runs.Find(c => c.State != EscalationRunState.Ended) is { } open)
        {
            await GoOnAsync(open.Id, cancellationToken);
        }
        else if (!runs.Exists(c => c.ClockId == clockId))
        {
            await BeginAsync(
                ticketId,
                EscalationStart.Promise,
                clockId,
                metric,
                due,
                policy => isBroken || policy.HasStepsBeforeDue,
                cancellationToken
            );
        }
    }

    /// <summary>The ticket came in, or began to wait for others.</summary>
    public async Task BeginAsync(Guid ticketId, EscalationStart start, DateTime at, CancellationToken cancellationToken)
    {
        if (
            !await db.Set<EscalationRun>()
                .AnyAsync(c => c.TicketId == ticketId && c.Start == start && c.State != EscalationRunState.Ended, cancellationToken)
        )
        {
            await BeginAsync(ticketId, start, Guid.CreateVersion7(), null, at, _ => true, cancellationToken);
        }
    }

    /// <summary>Does the steps whose time has come, and sets the timer for the one after.</summary>
    public async Task GoOnAsync(Guid runId, CancellationToken cancellationToken)
    {
        if (
            await db.Set<EscalationRun>()
                .FirstOrDefaultAsync(
                    c => c.Id == runId && (c.State == EscalationRunState.Running || c.State == EscalationRunState.Asking),
                    cancellationToken
                )
            is not { } run
        )
        {
            return;
        }

        if (
            await tickets.FindAsync(run.TicketId, cancellationToken) is { } ticket
            && !ticket.Status.IsFinal()
            && await db.Set<EscalationPolicy>().FirstOrDefaultAsync(l => l.Id == run.EscalationPolicyId, cancellationToken) is { } policy
        )
        {
            await GoOnAsync(run, policy, ticket, cancellationToken);
        }
        else
        {
            run.End();
        }
    }

    public Task<List<EscalationRun>> GetOpenAsync(Guid ticketId, CancellationToken cancellationToken) =>
        db.Set<EscalationRun>().Where(c => c.TicketId == ticketId && c.State != EscalationRunState.Ended).ToListAsync(cancellationToken);

    public Task WaitForAsync(EscalationRun run, DateTime due, CancellationToken cancellationToken) =>
        timers.ScheduleAsync(EscalationTimerHandler.TimerKind, run.Id, due, cancellationToken: cancellationToken);

    /// <summary>Open desks show what is asked.</summary>
    public void Announce(Guid ticketId) =>
        unitOfWorkManager.Current!.OnCompleted(() =>
            hub.PublishAsync(new RealTimeMessage(EscalationTopics.Escalation, ticketId.ToString()))
        );

    private async Task BeginAsync(
        Guid ticketId,
        EscalationStart start,
        Guid occasionId,
        SlaMetric? metric,
        DateTime at,
        Func<EscalationPolicy, bool> isWanted,
        CancellationToken cancellationToken
    )
    {
        if (
            await tickets.FindAsync(ticketId, cancellationToken) is not { } ticket
            || ticket.Status.IsFinal()
            || await FindForAsync(start, ticket, cancellationToken) is not { } policy
            || !isWanted(policy)
        )
        {
            return;
        }

        var run = db.Add(new EscalationRun(ticket.Id, occasionId, metric, policy, ticket.EscalationLevel, at)).Entity;
        await GoOnAsync(run, policy, ticket, cancellationToken);
    }

    private async Task GoOnAsync(EscalationRun run, EscalationPolicy policy, TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (ticket.Status == TicketStatus.WaitingForCustomer)
        {
            run.Pause(now);
            return;
        }

        var clocks = await sla.GetClocksAsync(ticket.Id, cancellationToken);
        if (!IsReasonLeft(run, ticket, clocks))
        {
            run.End();
            return;
        }

        if (clocks.FirstOrDefault(c => c.Metric == run.Metric && c is { State: SlaClockState.Running, EndedAt: null }) is { } moved)
        {
            run.Follow(moved.Due);
        }

        if (run.State == EscalationRunState.Asking && !await AskOnAsync(run, policy, ticket, now, cancellationToken))
        {
            return;
        }

        var due = await DueAsync(run, policy, now, cancellationToken);
        if (due.Count > 0 && await AfterQuietAsync(policy, ticket, now, cancellationToken) is var quietEnd && quietEnd > now)
        {
            await WaitForAsync(run, quietEnd, cancellationToken);
            return;
        }

        if (due.Count > 0)
        {
            await DoAsync(
                run,
                policy,
                [.. due.Where(s => !s.OnlyUnanswered || clocks.Any(IsUnanswered))],
                run.Step + due.Count,
                ticket,
                now,
                cancellationToken
            );
        }

        await WaitForNextAsync(run, policy, cancellationToken);
    }

    // After downtime several steps may be due: they are done together, and people are told once. Nothing passes one that must be accepted.
    private async Task<List<EscalationRule>> DueAsync(
        EscalationRun run,
        EscalationPolicy policy,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        var due = new List<EscalationRule>();
        while (policy.NextAfter(run.Step + due.Count) is { } step && await DueOfAsync(run, step, cancellationToken) <= now)
        {
            due.Add(step);
            if (step.AcceptMinutes is not null)
            {
                break;
            }
        }

        return due;
    }

    private async Task DoAsync(
        EscalationRun run,
        EscalationPolicy policy,
        List<EscalationRule> steps,
        int reached,
        TicketSnapshot ticket,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        if (steps.Count == 0)
        {
            run.StepTo(reached, hasTold: false);
            return;
        }

        var group = await groups.FindForAsync(ticket, keepGroup: true, cancellationToken);
        var owner = ticket.AssigneeId;
        foreach (var step in steps)
        {
            owner = await mover.MoveAsync(step, ticket, group, cancellationToken) ?? owner;
        }

        var told = await people.OfAsync(steps, owner, group, cancellationToken);
        await TellAsync(run, ticket, told, steps, cancellationToken);
        await webhooks.QueueAsync(run, policy, steps, ticket, cancellationToken);
        run.StepTo(reached, hasTold: true);
        if (steps[^1].AcceptMinutes is { } minutes && told.Count > 0)
        {
            run.Ask(told, EscalationTier.Named, now.AddMinutes(minutes));
            Announce(ticket.Id);
        }
    }

    /// <returns>true when nobody is left to be asked, and the escalation policy goes on.</returns>
    private async Task<bool> AskOnAsync(
        EscalationRun run,
        EscalationPolicy policy,
        TicketSnapshot ticket,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        if (now < run.AcceptBy)
        {
            await WaitForAsync(run, run.AcceptBy.Value, cancellationToken);
            return false;
        }

        var group = await groups.FindForAsync(ticket, keepGroup: true, cancellationToken);
        for (var circle = run.Circle + 1; circle <= EscalationTier.Admins; circle++)
        {
            var next = await people.CircleAsync(circle, group, cancellationToken);
            if (next.Except(run.AskedIds).Any())
            {
                await TellAsync(run, ticket, next, [], cancellationToken);
                run.StepTo(run.Step, hasTold: true);
                run.Ask([.. run.AskedIds.Union(next)], circle, now.AddMinutes(policy.NextAfter(run.Step - 1)?.AcceptMinutes ?? 1));
                Announce(ticket.Id);
                await WaitForAsync(run, run.AcceptBy!.Value, cancellationToken);
                return false;
            }
        }

        run.StopAsking();
        Announce(ticket.Id);
        return true;
    }

    private async Task TellAsync(
        EscalationRun run,
        TicketSnapshot ticket,
        IReadOnlyList<Guid> told,
        List<EscalationRule> steps,
        CancellationToken cancellationToken
    )
    {
        // A move is written before the ticket is loaded to be raised: its stamp is then the newest.
        await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
        var note = string.Join("\n\n", steps.Select(s => s.Note).OfType<string>());
        await tickets.EscalateAsync(
            ticket.Id,
            new EscalateTicket(
                run.NextLevel,
                steps.Exists(s => s.RaisePriority),
                ReasonKey(run, steps),
                told,
                note.Length > 0 ? note : null,
                steps.Exists(s => s.Watches),
                steps.Exists(s => s.NotifyCustomer)
            ),
            cancellationToken
        );
    }

    private async Task WaitForNextAsync(EscalationRun run, EscalationPolicy policy, CancellationToken cancellationToken)
    {
        if (run.State == EscalationRunState.Asking)
        {
            await WaitForAsync(run, run.AcceptBy!.Value, cancellationToken);
        }
        else if (policy.NextAfter(run.Step) is { } next)
        {
            await WaitForAsync(run, await DueOfAsync(run, next, cancellationToken), cancellationToken);
        }
        else
        {
            run.End();
        }
    }

    private async Task<DateTime> DueOfAsync(EscalationRun run, EscalationRule step, CancellationToken cancellationToken) =>
        step.IsBusinessTime && step.OffsetMinutes != 0
            ? await sla.AddBusinessMinutesAsync(run.TicketId, run.StartedAt, step.OffsetMinutes, cancellationToken)
            : run.StartedAt.AddMinutes(step.OffsetMinutes);

    private async Task<DateTime> AfterQuietAsync(
        EscalationPolicy policy,
        TicketSnapshot ticket,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        if (ticket.Priority == TicketPriority.Critical || policy.QuietFrom is null || currentTenant.Id is not { } tenantId)
        {
            return now;
        }

        var zone = (await tenants.FindAsync(tenantId, cancellationToken))?.TimeZone;
        return policy.AfterQuiet(
            now,
            zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc
        );
    }

    private async Task<EscalationPolicy?> FindForAsync(EscalationStart start, TicketSnapshot ticket, CancellationToken cancellationToken) =>
        (await db.Set<EscalationPolicy>().Where(l => l.Start == start).OrderBy(l => l.Id).ToListAsync(cancellationToken))
            .Where(l => l.Closeness(start, ticket) is not null)
            .MaxBy(l => l.Closeness(start, ticket));

    private static bool IsReasonLeft(EscalationRun run, TicketSnapshot ticket, IReadOnlyList<SlaClockDto> clocks) =>
        run.Start switch
        {
            EscalationStart.Promise => clocks.Any(c =>
                c.EndedAt is null && (c.State == SlaClockState.Breached || c.Metric == run.Metric && c.State == SlaClockState.Running)
            ),
            EscalationStart.HandedToOthers => ticket.Status == TicketStatus.WaitingForThirdParty,
            _ => true,
        };

    private static bool IsUnanswered(SlaClockDto clock) =>
        clock.EndedAt is null && clock.Metric is SlaMetric.FirstResponse or SlaMetric.NextResponse && clock.EndedAt is null;

    private static string ReasonKey(EscalationRun run, List<EscalationRule> steps) =>
        steps.Count == 0 ? "Routing.Escalation.Unaccepted"
        : run.Start != EscalationStart.Promise ? $"Routing.Escalation.{run.Start}"
        : steps[^1].OffsetMinutes < 0 ? "Routing.Escalation.Near"
        : run.Told == 0 ? "Routing.Escalation.First"
        : "Routing.Escalation.Further";
}
