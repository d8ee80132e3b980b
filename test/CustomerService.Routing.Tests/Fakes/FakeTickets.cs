using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Fakes;

internal sealed class FakeTickets(CustomerServiceDbContext db, IUnitOfWorkManager unitOfWorkManager, TimeProvider time)
    : ITicketIntegrationService
{
    public async Task<TicketSnapshot?> FindAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        (await db.Set<FakeTicket>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == ticketId, cancellationToken))?.ToSnapshot();

    public Task<IReadOnlyDictionary<Guid, TicketSnapshot>> GetManyAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<TicketSnapshot>> GetOpenOfGroupAsync(
        Guid groupId,
        Guid? after,
        int limit,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public async Task<bool> TryAssignAsync(
        Guid ticketId,
        AssignTicket change,
        Guid? expectedAgentId,
        CancellationToken cancellationToken = default
    ) =>
        (await TryAssignManyAsync(new Dictionary<Guid, AssignTicket> { [ticketId] = change }, expectedAgentId, cancellationToken)).Count
        > 0;

    public async Task<IReadOnlySet<Guid>> TryAssignManyAsync(
        IReadOnlyDictionary<Guid, AssignTicket> changes,
        Guid? expectedAgentId,
        CancellationToken cancellationToken = default
    )
    {
        var assigned = new HashSet<Guid>();
        foreach (var (ticketId, change) in changes.OrderBy(c => c.Key))
        {
            var ticket = await LockAsync(ticketId, cancellationToken);
            if (ticket.AssigneeId != expectedAgentId || ticket.Status == TicketStatus.Closed)
            {
                continue;
            }

            assigned.Add(ticketId);
            (ticket.GroupId, ticket.RequiredStars) = (change.GroupId, change.RequiredStars);
            if (change.AgentId != expectedAgentId)
            {
                ticket.AssigneeId = change.AgentId;
                ticket.Publish(
                    new TicketAssignedEto(ticket.ToSnapshot(), time.GetUtcNow().UtcDateTime, expectedAgentId, change.AgentId, null)
                );
            }
        }

        return assigned;
    }

    public async Task EscalateAsync(Guid ticketId, EscalateTicket step, CancellationToken cancellationToken = default)
    {
        var ticket = await LockAsync(ticketId, cancellationToken);
        if (ticket.EscalationLevel >= step.Level || ticket.Status is TicketStatus.Resolved or TicketStatus.Closed)
        {
            return;
        }

        ticket.EscalationLevel = step.Level;
        ticket.Escalations++;
        ticket.Log +=
            $"{step.ReasonKey.Split('.')[^1]}{(step.Watches ? " watch" : "")}{(step.TellsCustomer ? " customer" : "")}"
            + $"{(step.Note is null ? "" : $" note:{step.Note}")};";
        ticket.Told += string.Join(',', step.NotifyUserIds) + ";";
        if (step.RaisePriority && ticket.Priority < TicketPriority.Critical)
        {
            ticket.Priority++;
        }
    }

    public async Task<IReadOnlyList<AgentLoadDto>> CountOpenByAgentAsync(
        IReadOnlyCollection<Guid> agentIds,
        CancellationToken cancellationToken = default
    ) =>
        await db.Set<FakeTicket>()
            .Where(t =>
                t.AssigneeId != null
                && agentIds.Contains(t.AssigneeId.Value)
                && t.Status != TicketStatus.Resolved
                && t.Status != TicketStatus.Closed
            )
            .GroupBy(t => new { t.AssigneeId, t.Channel })
            .Select(g => new AgentLoadDto(g.Key.AssigneeId!.Value, g.Key.Channel, g.Count()))
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<TicketSnapshot>> GetUnroutedAsync(int limit, CancellationToken cancellationToken = default) =>
        [
            .. (
                await db.Set<FakeTicket>()
                    .AsNoTracking()
                    .Where(t =>
                        t.AssigneeId == null && t.GroupId == null && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed
                    )
                    .OrderBy(t => t.CreatedAt)
                    .ThenBy(t => t.Id)
                    .Take(limit)
                    .ToListAsync(cancellationToken)
            ).Select(t => t.ToSnapshot()),
        ];

    public Task<TicketCreatedEto?> FindCreatedAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TicketCreatedEto>> GetNewestAsync(long before, int limit, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public async Task<IReadOnlyList<TicketSnapshot>> GetNotBegunAsync(
        Guid agentId,
        int limit,
        CancellationToken cancellationToken = default
    ) =>
        [
            .. (
                await db.Set<FakeTicket>()
                    .AsNoTracking()
                    .Where(t => t.AssigneeId == agentId && t.Status == TicketStatus.New)
                    .OrderBy(t => t.CreatedAt)
                    .Take(limit)
                    .ToListAsync(cancellationToken)
            ).Select(t => t.ToSnapshot()),
        ];

    public async Task AcceptEscalationAsync(Guid ticketId, Guid userId, string reasonKey, CancellationToken cancellationToken = default) =>
        (await LockAsync(ticketId, cancellationToken)).Log += $"accepted by {userId};";

    public Task SetNextDueAsync(IReadOnlyDictionary<Guid, DateTime?> nextDue, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Guid>> GetWatcherIdsAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<string>>> GetTagsAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public async Task<IReadOnlyList<TicketTimeline>> GetTimelinesAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) =>
        [
            .. (await db.Set<FakeTicket>().AsNoTracking().Where(t => ticketIds.Contains(t.Id)).ToListAsync(cancellationToken)).Select(t =>
                t.ToCourse()
            ),
        ];

    public Task<MessageTextDto?> FindMessageAsync(Guid messageId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<TicketContactDto?> FindContactAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<ImportTicketResult> ImportAsync(ImportTicket ticket, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>As the real one: the row is held until the commit, and changed as an aggregate.</summary>
    private async Task<FakeTicket> LockAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        if (db.Database.ProviderName!.EndsWith("PostgreSQL", StringComparison.Ordinal))
        {
            await db.Database.ExecuteSqlAsync(
                $"""select 1 from "FakeTickets" where "TenantId" = {db.TenantKey} and "Id" = {ticketId} for update""",
                cancellationToken
            );
        }

        return await db.Set<FakeTicket>().SingleAsync(t => t.Id == ticketId, cancellationToken);
    }
}
