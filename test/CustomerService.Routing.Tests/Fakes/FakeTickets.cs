using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Fakes;

internal sealed class FakeTickets(CustomerServiceDbContext db, IUnitOfWork unitOfWork, IDistributedEventBus events, TimeProvider time) : ITicketIntegrationService
{
    public async Task<TicketSnapshot?> FindAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        (await db.Set<FakeTicket>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == ticketId, cancellationToken))?.ToSnapshot();

    public async Task<bool> TryAssignAsync(Guid ticketId, AssignTicket change, Guid? expectedAgentId, CancellationToken cancellationToken = default)
    {
        await unitOfWork.BeginTransactionAsync(cancellationToken);
        var done = await db.Set<FakeTicket>()
            .Where(t => t.Id == ticketId && t.AssigneeId == expectedAgentId && t.Status != TicketStatus.Closed)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.AssigneeId, change.AgentId).SetProperty(t => t.GroupId, change.GroupId).SetProperty(t => t.RequiredStars, change.RequiredStars), cancellationToken) == 1;
        if (done && change.AgentId != expectedAgentId)
        {
            events.Publish(new TicketAssignedEto((await FindAsync(ticketId, cancellationToken))!, time.GetUtcNow().UtcDateTime, expectedAgentId, change.AgentId, null));
        }

        return done;
    }

    public async Task EscalateAsync(Guid ticketId, EscalateTicket step, CancellationToken cancellationToken = default)
    {
        var ticket = await db.Set<FakeTicket>().SingleAsync(t => t.Id == ticketId, cancellationToken);
        if (ticket.EscalationLevel >= step.Level || ticket.Status is TicketStatus.Resolved or TicketStatus.Closed)
        {
            return;
        }

        ticket.EscalationLevel = step.Level;
        ticket.Escalations++;
        ticket.Told += string.Join(',', step.NotifyUserIds) + ";";
        if (step.RaisePriority && ticket.Priority < TicketPriority.Critical)
        {
            ticket.Priority++;
        }
    }

    public async Task<IReadOnlyDictionary<Guid, int>> CountOpenByAgentAsync(IReadOnlyCollection<Guid> agentIds, CancellationToken cancellationToken = default) =>
        await db.Set<FakeTicket>().Where(t => t.AssigneeId != null && agentIds.Contains(t.AssigneeId.Value) && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed)
            .GroupBy(t => t.AssigneeId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);

    public async Task<IReadOnlyList<TicketSnapshot>> GetUnassignedAsync(Guid? groupId, int limit, CancellationToken cancellationToken = default) =>
        [.. (await db.Set<FakeTicket>().AsNoTracking().Where(t => t.AssigneeId == null && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed && (groupId == null || t.GroupId == groupId))
            .OrderBy(t => t.CreatedAt).Take(limit).ToListAsync(cancellationToken)).Select(t => t.ToSnapshot())];

    public Task SetNextDueAsync(Guid ticketId, DateTime? nextDue, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<Guid>> GetWatcherIdsAsync(Guid ticketId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<TicketContactDto?> FindContactAsync(Guid ticketId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ImportTicketResult> ImportAsync(ImportTicket ticket, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
