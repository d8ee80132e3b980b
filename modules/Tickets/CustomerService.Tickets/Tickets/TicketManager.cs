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
internal sealed class TicketManager(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    TicketNumberAllocator numbers,
    PlanLimits limits,
    IRealTimeHub hub,
    QueueSignal queue
) : ITransientDependency
{
    public async Task<Ticket> CreateAsync(NewTicket ticket, TicketActor actor, DateTime now, CancellationToken cancellationToken)
    {
        var created = new Ticket(await numbers.NextAsync(db, cancellationToken), ticket, actor, now);
        if (!created.IsImported && await limits.IsOverPlanAsync(cancellationToken))
        {
            created.MarkOverPlan();
        }

        db.Add(created);
        unitOfWorkManager.Current!.OnCompleted(() => queue.RaiseAsync());
        return created;
    }

    /// <exception cref="BusinessException">There is no such ticket in this tenant.</exception>
    public async Task<Ticket> LockAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        if (db.Database.ProviderName!.EndsWith("PostgreSQL", StringComparison.Ordinal))
        {
            // SQLite's write transaction already keeps everybody else waiting.
            await db.Database.ExecuteSqlAsync(
                $"""select 1 from "Tickets" where "TenantId" = {db.TenantKey} and "Id" = {ticketId} for update""",
                cancellationToken
            );
        }

        var ticket = await db.Set<Ticket>().FirstOrDefaultAsync(t => t.Id == ticketId, cancellationToken) ?? throw NotFound();
        SignalAfterCommit(ticketId);
        return ticket;
    }

    /// <summary>
    /// Several at once, in one order for everybody: two who hold the same tickets wait for each other, never in a
    /// circle. Those that do not exist are left out.
    /// </summary>
    public async Task<IReadOnlyList<Ticket>> LockAsync(IReadOnlyCollection<Guid> ticketIds, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        var ids = ticketIds.ToArray();
        if (db.Database.ProviderName!.EndsWith("PostgreSQL", StringComparison.Ordinal))
        {
            await db.Database.ExecuteSqlAsync(
                $"""select 1 from "Tickets" where "TenantId" = {db.TenantKey} and "Id" = any({ids}) order by "Id" for update""",
                cancellationToken
            );
        }

        var held = await db.Set<Ticket>().Where(t => ids.Contains(t.Id)).ToListAsync(cancellationToken);
        SignalAfterCommit(held.ConvertAll(t => t.Id));
        return held;
    }

    /// <summary>The ticket, or the one it was merged into: what is said to a merged ticket is said where its story goes on.</summary>
    /// <inheritdoc cref="LockAsync(Guid, CancellationToken)"/>
    public async Task<Ticket> LockCurrentAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var ticket = await LockAsync(await ResolveAsync(ticketId, cancellationToken), cancellationToken);

        // Merged while this one waited for the row. Merges hold only rows that are not merged yet, so two never wait for each other.
        while (ticket.MergedIntoId is { } next)
        {
            ticket = await LockAsync(next, cancellationToken);
        }

        return ticket;
    }

    /// <returns>Where the ticket's story goes on; its own id unless it was merged.</returns>
    public async Task<Guid> ResolveAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        while (
            await db.Set<Ticket>().Where(t => t.Id == ticketId).Select(t => t.MergedIntoId).FirstOrDefaultAsync(cancellationToken)
                is { } next
        )
        {
            ticketId = next;
        }

        return ticketId;
    }

    public async Task<Ticket> LockAsync(long number, CancellationToken cancellationToken) =>
        await LockAsync(await FindAsync(number, cancellationToken), cancellationToken);

    /// <inheritdoc cref="LockCurrentAsync(Guid, CancellationToken)"/>
    public async Task<Ticket> LockCurrentAsync(long number, CancellationToken cancellationToken) =>
        await LockCurrentAsync(await FindAsync(number, cancellationToken), cancellationToken);

    private async Task<Guid> FindAsync(long number, CancellationToken cancellationToken) =>
        await db.Set<Ticket>().Where(t => t.Number == number).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(cancellationToken)
        ?? throw NotFound();

    public void SignalAfterCommit(Guid ticketId) => SignalAfterCommit([ticketId]);

    public void SignalAfterCommit(IReadOnlyCollection<Guid> ticketIds) =>
        unitOfWorkManager.Current!.OnCompleted(async () =>
        {
            // Together, so that the other nodes are told of all in one message to the database.
            await Task.WhenAll(ticketIds.Select(id => hub.PublishAsync(new RealTimeMessage(LiveTopics.Ticket, id.ToString()))));
            await queue.RaiseAsync();
        });

    public static BusinessException NotFound() => BusinessException.NotFound(TicketErrorCodes.NotFound);
}
