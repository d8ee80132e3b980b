using System.Globalization;
using System.Text.Json;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Settings;
using CustomerService.Framework.Timers;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Tickets;

/// <summary>
/// Closes what was resolved and not opened again. The day is fixed when the ticket is resolved, because the customer is told it then:
/// a changed setting counts for what is resolved from now on.
/// </summary>
internal sealed class AutoClose(
    CustomerServiceDbContext db,
    TicketManager tickets,
    ITimerManager timers,
    AutoCloseRule rule,
    TimeProvider time
) : IDistributedEventHandler<TicketStatusChangedEto>, ITimerHandler
{
    public string Kind => "tickets.auto-close";

    public async Task HandleEventAsync(TicketStatusChangedEto eto, CancellationToken cancellationToken)
    {
        if (eto.From == TicketStatus.Resolved)
        {
            await timers.CancelAsync(Kind, eto.Ticket.Id, cancellationToken: cancellationToken);
        }

        if (eto.To == TicketStatus.Resolved && await rule.ClosesAtAsync(eto.At, cancellationToken) is { } due)
        {
            await timers.ScheduleAsync(
                Kind,
                eto.Ticket.Id,
                due,
                payload: JsonSerializer.Serialize(new Plan(eto.At, eto.IsImported)),
                cancellationToken: cancellationToken
            );
        }
    }

    public async Task HandleAsync(TimerFired timer, CancellationToken cancellationToken)
    {
        var plan = JsonSerializer.Deserialize<Plan>(timer.Payload!)!;

        // The event that moves or cancels this timer may still be on its way: what counts is the ticket as it is now.
        var latest = plan.ResolvedAt.AddSeconds(1);
        if (
            await db.Set<Ticket>()
                .AnyAsync(t => t.Id == timer.SubjectId && t.Status == TicketStatus.Resolved && t.ResolvedAt < latest, cancellationToken)
        )
        {
            var ticket = await tickets.LockAsync(timer.SubjectId, cancellationToken);
            ticket.CloseByTime(
                plan.IsImported ? timer.Due : time.GetUtcNow().UtcDateTime,
                plan.IsImported ? TicketActor.System with { Source = TicketSource.Import } : TicketActor.System
            );
        }
    }

    /// <param name="IsImported">The ticket is closed as part of its past, and nobody is told.</param>
    private sealed record Plan(DateTime ResolvedAt, bool IsImported);
}

/// <summary>How long the tenant keeps a resolved ticket open to a word of the customer.</summary>
internal sealed class AutoCloseRule(ISettingProvider settings) : ITransientDependency
{
    /// <returns>UTC; null where the tenant closes by hand.</returns>
    public async Task<DateTime?> ClosesAtAsync(DateTime resolvedAt, CancellationToken cancellationToken) =>
        await DaysAsync(cancellationToken) is > 0 and var days ? resolvedAt.AddDays(days) : null;

    /// <returns>0 where the tenant closes by hand.</returns>
    public async Task<int> DaysAsync(CancellationToken cancellationToken) =>
        int.Parse(await settings.GetAsync(TicketSettings.AutoCloseDays, cancellationToken), CultureInfo.InvariantCulture);
}
