using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Queue;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Assignment;

/// <summary>
/// The tickets without an owner, in the order in which they are called. The order is stored, so only the first are ever
/// read.
/// </summary>
internal sealed class WaitingLine(
    CustomerServiceDbContext db,
    TicketRouteStore routes,
    QueueReader queue,
    IUserIntegrationService users,
    TimeProvider time
) : ITransientDependency
{
    /// <summary>Beyond the free places: the first of a line may wait for its own point in time while one behind it is past it.</summary>
    private const int LookBehind = 50;

    private const int Look = 300;

    private IQueryable<TicketRoute> Waiting => db.Set<TicketRoute>().Where(r => r.State == RouteState.Waiting);

    /// <summary>Gives each a place at the end of its group's line, as far as nobody has done so.</summary>
    public async Task<IReadOnlyCollection<TicketRoute>> EnterAsync(
        IReadOnlyCollection<TicketSnapshot> newcomers,
        IReadOnlyList<AgentGroup> groups,
        bool isImported,
        CancellationToken cancellationToken
    )
    {
        var known = await routes.FindManyAsync([.. newcomers.Select(t => t.Id)], cancellationToken);
        var people = await users.GetManyAsync([.. newcomers.Select(t => t.RequesterId).Distinct()], cancellationToken);
        var entered = new List<TicketRoute>();
        foreach (var ticket in newcomers.Where(t => !known.ContainsKey(t.Id)))
        {
            var group = AgentGroupManager.Choose(groups, ticket.GroupId, ticket.RequestTypeKey)!;
            var route = new TicketRoute(ticket);
            route.Classify(ticket, people.GetValueOrDefault(ticket.RequesterId)?.Tier ?? CustomerTier.Standard);
            if (isImported)
            {
                route.BeginWaiting(time.GetUtcNow().UtcDateTime);
            }

            route.Place(group.Id, group.ToPolicy());
            db.Add(route);
            entered.Add(route);
        }

        return entered;
    }

    public Task<bool> IsAnybodyWaitingAsync(IReadOnlyCollection<AgentGroup> groups, CancellationToken cancellationToken)
    {
        var ids = groups.Select(g => g.Id).ToList();
        return Waiting.AnyAsync(r => r.GroupId != null && ids.Contains(r.GroupId.Value), cancellationToken);
    }

    /// <summary>The first of each line that has somebody free for it.</summary>
    public async Task<IReadOnlyList<TicketRoute>> ReadAsync(
        IReadOnlyDictionary<Guid, GroupRoster> rosters,
        CancellationToken cancellationToken
    )
    {
        var ids = rosters.Keys.ToList();
        var lines = await Waiting
            .Where(r => r.GroupId != null && ids.Contains(r.GroupId.Value))
            .Select(r => new
            {
                r.GroupId,
                r.RequiredStars,
                r.FloorStars,
            })
            .Distinct()
            .ToListAsync(cancellationToken);
        var first = new List<TicketRoute>();
        foreach (
            var (groupId, stars, floor) in lines
                .GroupBy(l => (l.GroupId, l.RequiredStars))
                .Select(l => (l.Key.GroupId!.Value, l.Key.RequiredStars, l.Min(x => x.FloorStars)))
        )
        {
            if (rosters[groupId].PlacesFrom(floor) is > 0 and var places)
            {
                first.AddRange(
                    await Waiting
                        .Where(r => r.GroupId == groupId && r.RequiredStars == stars)
                        .OrderBy(r => r.Rank)
                        .Take(Math.Min(places + LookBehind, Look))
                        .ToListAsync(cancellationToken)
                );
            }
        }

        return first;
    }

    /// <summary>Remembers what was calculated for those who begin to wait: the real wait will tell how good it was.</summary>
    public async Task EstimateAsync(
        IReadOnlyCollection<TicketRoute> begun,
        IReadOnlyDictionary<Guid, GroupRoster> rosters,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var ofGroup in begun.GroupBy(r => r.GroupId!.Value))
        {
            var line = await queue.ReadLineAsync(ofGroup.Key, cancellationToken);
            foreach (var route in ofGroup)
            {
                if (
                    WaitForecast.Estimate(rosters[ofGroup.Key], route.ToWaiting(), line.PlaceOf(route.ToWaiting()), line.Pace, now) is
                    { } estimate
                )
                {
                    route.Estimate(estimate);
                }
            }
        }
    }
}
