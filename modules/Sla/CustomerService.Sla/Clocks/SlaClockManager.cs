using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Timers;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Policies;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Clocks;

/// <summary>Applies what happened to a ticket to its clocks, and keeps timers, the ticket's place in the queue and open screens in step.</summary>
internal sealed class SlaClockManager(
    CustomerServiceDbContext db, PolicyMatcher policies, ScheduleProvider schedules, ITimerManager timers,
    ITicketIntegrationService tickets, IUnitOfWork unitOfWork, IRealTimeHub hub, TimeProvider time) : ITransientDependency
{
    /// <summary>An imported ticket tells its history right after it was made; until then its old promises look broken.</summary>
    private static readonly TimeSpan HistoryIsTold = TimeSpan.FromMinutes(1);

    private static readonly SlaMetric[] Metrics = Enum.GetValues<SlaMetric>();

    public async Task StartAsync(TicketEto ticket, CancellationToken cancellationToken)
    {
        var policy = await policies.FindAsync(ticket.Ticket.RequestTypeId, ticket.Ticket.Priority, cancellationToken);
        if (policy is null)
        {
            return;
        }

        var schedule = await schedules.GetAsync(policy.CalendarId, cancellationToken);
        var clocks = Metrics.Where(metric => policy.TermsFor(metric, ticket.Ticket.Priority) is not null)
            .Select(metric => SlaClock.Start(ticket.Ticket.Id, metric, policy.TermsFor(metric, ticket.Ticket.Priority)!, schedule, ticket.At, ticket.IsImported ? Now : null))
            .ToList();
        db.AddRange(clocks);
        await KeepInStepAsync(ticket.Ticket.Id, clocks, [], cancellationToken);
    }

    /// <param name="change">Gets each clock of the ticket with the schedule it runs on.</param>
    public async Task ChangeAsync(Guid ticketId, Action<SlaClock, BusinessSchedule> change, CancellationToken cancellationToken)
    {
        var clocks = await GetAsync(ticketId, cancellationToken);
        var before = clocks.ConvertAll(Signs);
        foreach (var clock in clocks)
        {
            change(clock, await schedules.GetAsync(clock.CalendarId, cancellationToken));
        }

        await KeepInStepAsync(ticketId, clocks, before, cancellationToken);
    }

    /// <summary>Finds the policy again and counts from the ticket's creation under its terms.</summary>
    public async Task RematchAsync(TicketEto ticket, CancellationToken cancellationToken)
    {
        var policy = await policies.FindAsync(ticket.Ticket.RequestTypeId, ticket.Ticket.Priority, cancellationToken);
        var clocks = await GetAsync(ticket.Ticket.Id, cancellationToken);
        var before = clocks.ConvertAll(Signs);
        foreach (var metric in Metrics)
        {
            var clock = clocks.Find(x => x.Metric == metric);
            var terms = policy?.TermsFor(metric, ticket.Ticket.Priority);
            if (terms is null)
            {
                clock?.Cancel(ticket.At);
            }
            else if (clock is not null)
            {
                clock.Retarget(terms, await schedules.GetAsync(terms.CalendarId, cancellationToken), ticket.At);
            }
            else if (IsStillOwed(metric, ticket.Ticket.Status))
            {
                clocks.Add(SlaClock.Start(ticket.Ticket.Id, metric, terms, await schedules.GetAsync(terms.CalendarId, cancellationToken), ticket.Ticket.CreationTime, ticket.IsImported ? Now : null));
                db.Add(clocks[^1]);
            }
        }

        await KeepInStepAsync(ticket.Ticket.Id, clocks, before, cancellationToken);
    }

    private async Task KeepInStepAsync(Guid ticketId, List<SlaClock> clocks, List<ClockSigns> before, CancellationToken cancellationToken)
    {
        // Most messages change no clock.
        var changed = clocks.Where((clock, i) => i >= before.Count || Signs(clock) != before[i]).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        foreach (var clock in changed)
        {
            await SetTimerAsync(clock, cancellationToken);
        }

        // The ticket's column is written at once, the clocks at the end: together or not at all.
        await unitOfWork.BeginTransactionAsync(cancellationToken);
        await tickets.SetNextDueAsync(ticketId, clocks.Min(x => x.UrgentAt), cancellationToken);
        Announce(ticketId);
    }

    public void Announce(Guid ticketId) =>
        unitOfWork.OnCompleted(() => hub.PublishAsync(new RealTimeMessage(SlaLiveTopics.Clocks, ticketId.ToString())));

    public async Task SetTimerAsync(SlaClock clock, CancellationToken cancellationToken)
    {
        if (clock.NextAlarm is not { } alarm)
        {
            await timers.CancelAsync(SlaClockTimerHandler.TimerKind, clock.Id, cancellationToken: cancellationToken);
            return;
        }

        var settled = clock.SilentUntil + HistoryIsTold;
        await timers.ScheduleAsync(SlaClockTimerHandler.TimerKind, clock.Id, alarm < settled ? settled.Value : alarm, cancellationToken: cancellationToken);
    }

    private static ClockSigns Signs(SlaClock clock) => new(clock.State, clock.Due, clock.NextAlarm, clock.UrgentAt, clock.EndedAt);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    // Without a clock from the beginning nobody knows whether a ticket that has moved on was answered.
    private static bool IsStillOwed(SlaMetric metric, TicketStatus status) =>
        metric == SlaMetric.FirstResponse ? status == TicketStatus.New : status is not (TicketStatus.Resolved or TicketStatus.Closed);

    private Task<List<SlaClock>> GetAsync(Guid ticketId, CancellationToken cancellationToken) =>
        db.Set<SlaClock>().Where(x => x.TicketId == ticketId).OrderBy(x => x.Metric).ToListAsync(cancellationToken);

    /// <summary>What others can see of a clock.</summary>
    private readonly record struct ClockSigns(SlaClockState State, DateTime Due, DateTime? NextAlarm, DateTime? UrgentAt, DateTime? EndedAt);
}
