using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Notifications.Mail;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Notifications.Customers;

/// <summary>Requests whose customer was never told that they came in, while that is still worth a mail.</summary>
internal sealed class ConfirmationRepair(
    CustomerServiceDbContext db,
    CustomerMailer mailer,
    ITicketIntegrationService tickets,
    TimeProvider time
) : IRepair
{
    /// <summary>After that the mail would only puzzle, and sent mails may have been cleared away.</summary>
    private static readonly TimeSpan WorthAMail = TimeSpan.FromDays(3);

    public string Name => "notifications.confirmations";

    public Task<IReadOnlyList<Guid>> FindAsync(DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        var earliest = time.GetUtcNow().UtcDateTime - WorthAMail;
        return tickets.FindAsync(
            since > earliest ? since : earliest,
            until,
            async page =>
            {
                var keys = page.Where(t => !t.IsImported && !t.Ticket.Status.IsFinal())
                    .ToDictionary(t => CustomerMailer.AcceptedKey(t.Ticket), t => t.Ticket.Id);
                var asked = keys.Keys.ToList();
                var told = await db.Set<OutgoingMail>().Where(m => asked.Contains(m.Key)).Select(m => m.Key).ToListAsync(cancellationToken);
                return keys.ExceptBy(told, k => k.Key).Select(k => k.Value);
            },
            cancellationToken
        );
    }

    public async Task<bool> MendAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await tickets.FindCreatedAsync(id, cancellationToken) is not { } eto)
        {
            return false;
        }

        // Who wants no mails, or has no address, gets none now either. The clocks have had their time: nothing to wait for.
        await mailer.AcceptedAsync(eto.Ticket, cancellationToken);
        return db.ChangeTracker.Entries<OutgoingMail>().Any(m => m.State == EntityState.Added);
    }
}
