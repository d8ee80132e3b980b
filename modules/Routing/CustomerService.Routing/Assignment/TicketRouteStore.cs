using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.RealTime;
using CustomerService.Routing.Presence;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Assignment;

/// <summary>Finds and begins routes.</summary>
internal sealed class TicketRouteStore(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    IRealTimeHub hub,
    TimeProvider time
) : ITransientDependency
{
    /// <summary>Who helped a customer so long ago is a stranger again.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public async Task<TicketRoute?> FindAsync(Guid ticketId, CancellationToken cancellationToken) =>
        db.Set<TicketRoute>().Local.FirstOrDefault(r => r.TicketId == ticketId)
        ?? await db.Set<TicketRoute>().FirstOrDefaultAsync(r => r.TicketId == ticketId, cancellationToken);

    public async Task<TicketRoute> GetOrCreateAsync(TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        var route = await FindAsync(ticket.Id, cancellationToken);
        if (route is null)
        {
            route = new TicketRoute(ticket);
            db.Add(route);
        }

        return route;
    }

    /// <summary>As it stands now, for whoever has just got the lock.</summary>
    public async Task<TicketRoute> ReloadAsync(TicketRoute route, CancellationToken cancellationToken)
    {
        await db.Entry(route).ReloadAsync(cancellationToken);
        return route;
    }

    public async Task<IReadOnlyDictionary<Guid, TicketRoute>> FindManyAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken
    ) => await db.Set<TicketRoute>().Where(r => ticketIds.Contains(r.TicketId)).ToDictionaryAsync(r => r.TicketId, cancellationToken);

    /// <summary>For each requester the agent who had their last ticket.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid?>> FindKnownAgentsAsync(
        IReadOnlyCollection<TicketRoute> newcomers,
        CancellationToken cancellationToken
    )
    {
        var requesters = newcomers.Select(n => n.RequesterId).Distinct().ToList();
        var since = time.GetUtcNow().UtcDateTime - Remembered;
        var known =
            requesters.Count == 0
                ? []
                : await db.Set<TicketRoute>()
                    .AsNoTracking()
                    .Where(r => requesters.Contains(r.RequesterId) && r.DecidedAt > since && r.AgentId != null)
                    .Select(r => new
                    {
                        r.RequesterId,
                        r.AgentId,
                        r.DecidedAt,
                    })
                    .ToListAsync(cancellationToken);
        return known.GroupBy(r => r.RequesterId).ToDictionary(r => r.Key, r => r.MaxBy(x => x.DecidedAt)!.AgentId);
    }

    public void ShowOnWall(Guid ticketId) => Signal(RoutingTopics.Wall, ticketId);

    public void Signal(string topic, Guid ticketId) =>
        unitOfWorkManager.Current!.OnCompleted(() => hub.PublishAsync(new RealTimeMessage(topic, ticketId.ToString())));
}
