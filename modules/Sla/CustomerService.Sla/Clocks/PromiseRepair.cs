using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Clocks;

/// <summary>Open tickets that a policy promises something, and that have no clock.</summary>
internal sealed class PromiseRepair(
    CustomerServiceDbContext db,
    SlaClockManager clocks,
    ITicketIntegrationService tickets,
    TimeProvider time
) : IRepair
{
    public string Name => "sla.promises";

    public Task<IReadOnlyList<Guid>> FindAsync(DateTime since, DateTime until, CancellationToken cancellationToken) =>
        tickets.FindAsync(
            since,
            until,
            async page =>
            {
                var open = page.Where(t => !t.Ticket.Status.IsFinal()).Select(t => t.Ticket.Id).ToList();
                var promised = await db.Set<SlaClock>()
                    .Where(c => open.Contains(c.TicketId))
                    .Select(c => c.TicketId)
                    .Distinct()
                    .ToListAsync(cancellationToken);
                return open.Except(promised);
            },
            cancellationToken
        );

    public async Task<bool> MendAsync(Guid id, CancellationToken cancellationToken)
    {
        if (
            await tickets.FindAsync(id, cancellationToken) is not { } ticket
            || await db.Set<SlaClock>().AnyAsync(c => c.TicketId == id, cancellationToken)
        )
        {
            return false;
        }

        await clocks.RematchAsync([ticket], time.GetUtcNow().UtcDateTime, SlaPromiseReason.Reclassified, cancellationToken);
        return db.ChangeTracker.Entries<SlaClock>().Any();
    }
}
