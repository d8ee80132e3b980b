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

    public Task StartAsync(TicketEto ticket, CancellationToken cancellationToken) =>
        ChangeAsync(ticket.Ticket, [], clocks => clocks.Create(ticket.At), SilentUntil(ticket), cancellationToken);

    public async Task ChangeAsync(TicketEto ticket, Action<TicketClocks> change, CancellationToken cancellationToken) =>
        await ChangeAsync(ticket.Ticket, await GetAsync(ticket.Ticket.Id, cancellationToken), change, SilentUntil(ticket), cancellationToken);

    /// <summary>Finds the ticket's policy again.</summary>
    public async Task RematchAsync(TicketSnapshot ticket, DateTime at, SlaPromiseReason reason, CancellationToken cancellationToken) =>
        await ChangeAsync(ticket, await GetAsync(ticket.Id, cancellationToken), clocks => clocks.Retarget(ticket.Status, ticket.CreationTime, at, reason), null, cancellationToken);

    private async Task ChangeAsync(TicketSnapshot ticket, List<SlaClock> all, Action<TicketClocks> change, DateTime? silentUntil, CancellationToken cancellationToken)
    {
        var before = all.ConvertAll(Signs);
        var policy = await policies.FindAsync(ticket, cancellationToken);
        var calendars = new Dictionary<Guid, BusinessSchedule>();
        foreach (var id in all.Select(x => x.CalendarId).Concat(policy is null ? [] : [policy.CalendarId]).Distinct())
        {
            calendars[id] = await schedules.GetAsync(id, cancellationToken);
        }

        change(new TicketClocks(ticket.Id, all, id => calendars[id], metric => policy?.TermsFor(metric), silentUntil));
        db.AddRange(all.Skip(before.Count));
        await KeepInStepAsync(ticket.Id, all, before, cancellationToken);
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

    /// <summary>After clocks of several tickets have moved.</summary>
    public async Task KeepInStepAsync(IReadOnlyList<SlaClock> changed, CancellationToken cancellationToken)
    {
        var ticketIds = changed.Select(x => x.TicketId).Distinct().ToList();
        var urgent = (await db.Set<SlaClock>().Where(x => ticketIds.Contains(x.TicketId) && x.EndedAt == null).ToListAsync(cancellationToken)).ToLookup(x => x.TicketId);
        await unitOfWork.BeginTransactionAsync(cancellationToken);
        foreach (var clock in changed)
        {
            await SetTimerAsync(clock, cancellationToken);
        }

        foreach (var ticketId in ticketIds)
        {
            await tickets.SetNextDueAsync(ticketId, urgent[ticketId].Min(x => x.UrgentAt), cancellationToken);
            Announce(ticketId);
        }
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

    private DateTime? SilentUntil(TicketEto ticket) => ticket.IsImported ? Now : null;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private Task<List<SlaClock>> GetAsync(Guid ticketId, CancellationToken cancellationToken) =>
        db.Set<SlaClock>().Where(x => x.TicketId == ticketId).OrderBy(x => x.Metric).ThenBy(x => x.Cycle).ToListAsync(cancellationToken);

    /// <summary>What others can see of a clock.</summary>
    private readonly record struct ClockSigns(SlaClockState State, DateTime Due, DateTime? NextAlarm, DateTime? UrgentAt, DateTime? EndedAt);
}
