using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Timers;
using CustomerService.Sla.Policies;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Clocks;

/// <summary>
/// Applies what happened to a ticket to its clocks, and keeps timers, the ticket's place in the queue and open screens
/// in step.
/// </summary>
internal sealed class SlaClockManager(
    CustomerServiceDbContext db,
    TermsReader terms,
    ITimerManager timers,
    ITicketIntegrationService tickets,
    IUnitOfWorkManager unitOfWorkManager,
    IRealTimeHub hub,
    TimeProvider time
) : ITransientDependency
{
    /// <summary>An imported ticket tells its history right after it was made; until then its old promises look broken.</summary>
    private static readonly TimeSpan HistoryIsTold = TimeSpan.FromMinutes(1);

    /// <summary>The first promises. A ticket that a repair has given its promises keeps them.</summary>
    public async Task StartAsync(TicketEto eto, CancellationToken cancellationToken)
    {
        if (!await db.Set<SlaClock>().AnyAsync(x => x.TicketId == eto.Ticket.Id, cancellationToken))
        {
            await ChangeAsync([eto.Ticket], [], (_, clocks) => clocks.Create(eto.At), SilentUntil(eto), cancellationToken);
        }
    }

    public async Task ChangeAsync(TicketEto eto, Action<TicketClocks> change, CancellationToken cancellationToken) =>
        await ChangeAsync(
            [eto.Ticket],
            await GetAsync([eto.Ticket.Id], cancellationToken),
            (_, clocks) => change(clocks),
            SilentUntil(eto),
            cancellationToken
        );

    /// <summary>Finds the tickets' policies again.</summary>
    public async Task RematchAsync(
        IReadOnlyCollection<TicketSnapshot> of,
        DateTime at,
        SlaPromiseReason reason,
        CancellationToken cancellationToken
    ) =>
        await ChangeAsync(
            of,
            await GetAsync([.. of.Select(x => x.Id)], cancellationToken),
            (ticket, clocks) => clocks.Retarget(ticket.Status, ticket.CreationTime, at, reason),
            null,
            cancellationToken
        );

    private async Task ChangeAsync(
        IReadOnlyCollection<TicketSnapshot> of,
        IReadOnlyList<SlaClock> known,
        Action<TicketSnapshot, TicketClocks> change,
        DateTime? silentUntil,
        CancellationToken cancellationToken
    )
    {
        var policies = await terms.FindAsync(of, cancellationToken);
        var calendars = await terms.GetSchedulesAsync(
            known.Select(x => x.CalendarId).Concat(policies.Values.OfType<PolicyMatch>().Select(x => x.CalendarId)),
            cancellationToken
        );
        var byTicket = known.ToLookup(x => x.TicketId);
        var (moved, nextDue) = (new List<SlaClock>(), new Dictionary<Guid, DateTime?>());
        foreach (var ticket in of)
        {
            var all = byTicket[ticket.Id].ToList();
            var before = all.ConvertAll(Signs);
            change(
                ticket,
                new TicketClocks(ticket.Id, all, id => calendars[id], metric => policies[ticket.Id]?.TermsFor(metric), silentUntil)
            );
            db.AddRange(all.Skip(before.Count));
            var changed = all.Where((clock, i) => i >= before.Count || Signs(clock) != before[i]).ToList();
            if (changed.Count > 0)
            {
                moved.AddRange(changed);
                nextDue[ticket.Id] = all.Min(x => x.UrgentAt);
            }
        }

        await KeepInStepAsync(moved, nextDue, cancellationToken);
    }

    /// <summary>After clocks of several tickets have moved.</summary>
    public async Task KeepInStepAsync(IReadOnlyList<SlaClock> changed, CancellationToken cancellationToken)
    {
        var ticketIds = changed.Select(x => x.TicketId).Distinct().ToList();
        var urgent = (
            await db.Set<SlaClock>().Where(x => ticketIds.Contains(x.TicketId) && x.EndedAt == null).ToListAsync(cancellationToken)
        ).ToLookup(x => x.TicketId);
        await KeepInStepAsync(changed, ticketIds.ToDictionary(x => x, x => urgent[x].Min(clock => clock.UrgentAt)), cancellationToken);
    }

    private async Task KeepInStepAsync(
        IReadOnlyList<SlaClock> changed,
        IReadOnlyDictionary<Guid, DateTime?> nextDue,
        CancellationToken cancellationToken
    )
    {
        // Most messages change no clock.
        if (changed.Count == 0)
        {
            return;
        }

        // Timers and the tickets' column are written at once, the clocks at the end: together or not at all.
        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        await SetTimersAsync(changed, cancellationToken);
        await tickets.SetNextDueAsync(nextDue, cancellationToken);
        Announce([.. nextDue.Keys]);
    }

    public void Announce(IReadOnlyCollection<Guid> ticketIds) =>
        unitOfWorkManager.Current!.OnCompleted(() =>
            Task.WhenAll(ticketIds.Select(id => hub.PublishAsync(new RealTimeMessage(SlaLiveTopics.Clocks, id.ToString()))))
        );

    public Task SetTimersAsync(IEnumerable<SlaClock> clocks, CancellationToken cancellationToken) =>
        timers.SetManyAsync(SlaClockTimerHandler.TimerKind, clocks.ToDictionary(x => x.Id, Alarm), cancellationToken);

    private static DateTime? Alarm(SlaClock clock)
    {
        var settled = clock.SilentUntil + HistoryIsTold;
        return clock.NextAlarm is { } alarm && alarm < settled ? settled : clock.NextAlarm;
    }

    private static ClockSigns Signs(SlaClock clock) => new(clock.State, clock.Due, clock.NextAlarm, clock.UrgentAt, clock.EndedAt);

    private DateTime? SilentUntil(TicketEto eto) => eto.IsImported ? Now : null;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private Task<List<SlaClock>> GetAsync(IReadOnlyCollection<Guid> ticketIds, CancellationToken cancellationToken) =>
        db.Set<SlaClock>()
            .Where(x => ticketIds.Contains(x.TicketId))
            .OrderBy(x => x.Metric)
            .ThenBy(x => x.Cycle)
            .ToListAsync(cancellationToken);

    /// <summary>What others can see of a clock.</summary>
    private readonly record struct ClockSigns(
        SlaClockState State,
        DateTime Due,
        DateTime? NextAlarm,
        DateTime? UrgentAt,
        DateTime? EndedAt
    );
}
