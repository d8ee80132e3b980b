using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Assignment;

/// <summary>Who waits, who is here. What is late is Tickets' own view.</summary>
internal sealed class WallReader(
    CustomerServiceDbContext db,
    AgentGroupManager groups,
    AgentDirectory agents,
    IUserIntegrationService users
) : ITransientDependency
{
    /// <summary>What a lead can act on; the figures above count all.</summary>
    private const int Rows = 20;

    public async Task<WallDto> ReadAsync(CancellationToken cancellationToken)
    {
        var all = await groups.GetAllAsync(cancellationToken);
        var people = await users.GetManyAsync([.. all.SelectMany(g => g.Members).Select(m => m.UserId).Distinct()], cancellationToken);
        var routes = db.Set<TicketRoute>().AsNoTracking();
        var line = routes.Where(r => r.State == RouteState.Waiting);
        var waiting = await line.OrderBy(r => r.Rank).Take(Rows).ToListAsync(cancellationToken);
        var team = await ReadTeamAsync(all, people, cancellationToken);
        return new WallDto(
            await line.CountAsync(cancellationToken),
            await line.MinAsync(r => (DateTime?)r.WaitingSince, cancellationToken),
            await routes.CountAsync(r => r.State == RouteState.Assigned, cancellationToken),
            team.Count(a => a.State == PresenceState.Online),
            [
                .. waiting.Select(r => new WaitingTicketDto(
                    r.TicketId,
                    r.Number,
                    r.Subject,
                    NameOf(all, r.GroupId),
                    r.GroupId,
                    r.RequiredStars,
                    r.WaitingSince,
                    r.Reason
                )),
            ],
            team
        );
    }

    private async Task<IReadOnlyList<WallAgentDto>> ReadTeamAsync(
        IReadOnlyList<AgentGroup> all,
        IReadOnlyDictionary<Guid, UserDto> people,
        CancellationToken cancellationToken
    )
    {
        var rows = new Dictionary<Guid, WallAgentDto>();
        var rosters = await agents.ReadAsync(all, null, isForPeople: true, cancellationToken);
        foreach (var group in all)
        {
            foreach (var agent in rosters[group.Id].Memberships.Where(a => people.ContainsKey(a.UserId)))
            {
                var known = rows.GetValueOrDefault(agent.UserId);
                rows[agent.UserId] = new WallAgentDto(
                    agent.UserId,
                    people[agent.UserId].Name,
                    agent.Person.State,
                    agent.Person.Load,
                    Math.Max(agent.Capacity, known?.Capacity ?? 0),
                    [.. known?.Groups ?? [], group.Name]
                );
            }
        }

        return
        [
            .. rows
                .Values.OrderByDescending(a => a.State)
                .ThenByDescending(a => (double)a.OpenTickets / a.Capacity)
                .ThenBy(a => a.Name, StringComparer.CurrentCulture),
        ];
    }

    private static string? NameOf(IReadOnlyList<AgentGroup> all, Guid? groupId) => all.FirstOrDefault(g => g.Id == groupId)?.Name;
}
