using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.RealTime;
using CustomerService.Tickets.Limits;
using CustomerService.Tickets.Numbering;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Tickets;

/// <summary>
/// Makes tickets and opens them for change. Whoever changes a ticket holds its row until the commit: two agents' replies come one after the
/// other and both stay; a change that another one has overtaken is seen, not overwritten.
/// </summary>
internal sealed class TicketManager(CustomerServiceDbContext db, IUnitOfWork unitOfWork, TicketNumberAllocator numbers, PlanLimits limits, IRealTimeHub hub, QueueSignal queue) : ITransientDependency
{
    public async Task<Ticket> CreateAsync(NewTicket ticket, TicketActor actor, DateTime now, CancellationToken cancellationToken)
    {
        var created = new Ticket(await numbers.NextAsync(db, cancellationToken), ticket, actor, now);
        if (!created.IsImported && await limits.TakeTicketAsync(cancellationToken))
        {
            created.MarkOverPlan();
        }

        db.Add(created);
        unitOfWork.OnCompleted(() => queue.RaiseAsync());
        return created;
    }

    /// <exception cref="BusinessException">There is no such ticket in this tenant.</exception>
    public async Task<Ticket> LockAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        await unitOfWork.BeginTransactionAsync(cancellationToken);
        if (db.Database.ProviderName!.EndsWith("PostgreSQL", StringComparison.Ordinal))
        {
            // SQLite's write transaction already keeps everybody else waiting.
            await db.Database.ExecuteSqlAsync($"""select 1 from "Tickets" where "TenantId" = {db.TenantKey} and "Id" = {ticketId} for update""", cancellationToken);
        }

        var ticket = await db.Set<Ticket>().FirstOrDefaultAsync(t => t.Id == ticketId, cancellationToken) ?? throw NotFound();
        SignalAfterCommit(ticketId);
        return ticket;
    }

    /// <summary>Several at once, in one order for everybody: two who hold the same tickets wait for each other, never in a circle. Those that do not exist are left out.</summary>
    public async Task<IReadOnlyList<Ticket>> LockAsync(IReadOnlyCollection<Guid> ticketIds, CancellationToken cancellationToken)
    {
        await unitOfWork.BeginTransactionAsync(cancellationToken);
        var ids = ticketIds.ToArray();
        if (db.Database.ProviderName!.EndsWith("PostgreSQL", StringComparison.Ordinal))
        {
            await db.Database.ExecuteSqlAsync($"""select 1 from "Tickets" where "TenantId" = {db.TenantKey} and "Id" = any({ids}) order by "Id" for update""", cancellationToken);
        }

        var held = await db.Set<Ticket>().Where(t => ids.Contains(t.Id)).ToListAsync(cancellationToken);
        held.ForEach(t => SignalAfterCommit(t.Id));
        return held;
    }

    public async Task<Ticket> LockAsync(long number, CancellationToken cancellationToken)
    {
        var id = await db.Set<Ticket>().Where(t => t.Number == number).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(cancellationToken) ?? throw NotFound();
        return await LockAsync(id, cancellationToken);
    }

    public void SignalAfterCommit(Guid ticketId) => unitOfWork.OnCompleted(async () =>
    {
        await hub.PublishAsync(new RealTimeMessage(LiveTopics.Ticket, ticketId.ToString()));
        await queue.RaiseAsync();
    });

    public static BusinessException NotFound() => BusinessException.NotFound(TicketErrorCodes.NotFound);
}
