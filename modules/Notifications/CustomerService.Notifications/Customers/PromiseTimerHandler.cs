using System.Globalization;
using CustomerService.Framework.Timers;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Notifications.Customers;

/// <summary>
/// Mails that name a promise wait a moment, until the ticket has its group and its clocks run: what they say is what
/// holds.
/// </summary>
internal sealed class PromiseTimerHandler(
    CustomerMailer mailer,
    ITicketIntegrationService tickets,
    ISlaIntegrationService sla,
    ITimerManager timers,
    TimeProvider time
) : ITimerHandler
{
    public const string TimerKind = "notifications.promise";
    public const string Accepted = "accepted";
    public const string Reopened = "reopened";

    /// <summary>Routing takes less; nobody misses his confirmation for so long.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>Clocks that have not begun by then do not begin.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public string Kind => TimerKind;

    public static Task ScheduleAsync(
        ITimerManager timers,
        Guid ticketId,
        string key,
        DateTime at,
        DateTime due,
        CancellationToken cancellationToken
    ) => timers.ScheduleAsync(TimerKind, ticketId, due, key, at.Ticks.ToString(CultureInfo.InvariantCulture), cancellationToken);

    public async Task HandleAsync(TimerFired timer, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(timer.SubjectId, cancellationToken) is not { } ticket)
        {
            return;
        }

        var at = new DateTime(long.Parse(timer.Payload!, CultureInfo.InvariantCulture), DateTimeKind.Utc);
        var now = time.GetUtcNow().UtcDateTime;
        if (now < at + Patience && !await HasClockAsync(ticket, cancellationToken))
        {
            await ScheduleAsync(timers, ticket.Id, timer.Key, at, now + Moment, cancellationToken);
            return;
        }

        await (
            timer.Key == Accepted ? mailer.AcceptedAsync(ticket, cancellationToken) : mailer.ReopenedAsync(ticket, at, cancellationToken)
        );
    }

    /// <summary>Or none is to be expected: no promise covers this ticket.</summary>
    private async Task<bool> HasClockAsync(TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        if ((await sla.GetClocksAsync(ticket.Id, cancellationToken)).Count > 0)
        {
            return true;
        }

        var preview = await sla.PreviewAsync(
            ticket.RequestTypeId,
            ticket.Priority.ToString(),
            ticket.CreationTime,
            ticket.RequesterId,
            ticket.Channel.ToString(),
            ticket.GroupId,
            cancellationToken
        );
        return (preview.FirstResponseDue, preview.ResolutionDue) is (null, null);
    }
}
