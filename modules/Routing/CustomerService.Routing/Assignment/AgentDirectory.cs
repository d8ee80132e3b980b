using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Assignment;

/// <summary>The people of groups as they stand now: stars, presence, working hours, load.</summary>
internal sealed class AgentDirectory(CustomerServiceDbContext db, AgentSchedules duty, ITicketIntegrationService tickets, TimeProvider time)
    : ITransientDependency
{
    /// <param name="except">Somebody who is not asked.</param>
    /// <param name="isForPeople">Also the load of those who are not here: a decision does not need it, whoever looks does.</param>
    public async Task<IReadOnlyDictionary<Guid, GroupRoster>> ReadAsync(
        IReadOnlyCollection<AgentGroup> groups,
        Guid? except,
        bool isForPeople,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ids = groups.SelectMany(g => g.Members).Select(m => m.UserId).Where(id => id != except).Distinct().ToList();
        var presences = await db.Set<AgentPresence>()
            .AsNoTracking()
            .Where(p => ids.Contains(p.UserId))
            .ToDictionaryAsync(p => p.UserId, cancellationToken);
        var times = await duty.ReadAsync(presences.Values, cancellationToken);
        var people = ids.ToDictionary(
            id => id,
            id =>
                presences.GetValueOrDefault(id) is { } p
                    ? new Person(
                        id,
                        p.State,
                        p.Capacity,
                        ChannelLimits.Parse(p.ChannelLimits),
                        p.LastAssignedAt,
                        AgentSchedules.IsOnDuty(times, id, now)
                    )
                    : new Person(id, PresenceState.Offline)
        );
        var counted = people.Values.Where(p => isForPeople || p.State == PresenceState.Online).Select(p => p.UserId).ToList();
        if (counted.Count > 0)
        {
            foreach (var load in await tickets.CountOpenByAgentAsync(counted, cancellationToken))
            {
                people[load.AgentId].Carry(load.Channel, load.Open);
            }
        }

        var rosters = new Dictionary<Guid, GroupRoster>();
        foreach (var group in groups)
        {
            rosters[group.Id] = new GroupRoster(group.Id, group.ToPolicy());
            foreach (var member in group.Members.Where(m => m.UserId != except))
            {
                rosters[group.Id].Add(people[member.UserId], member.Stars);
            }
        }

        return rosters;
    }

    /// <summary>Online and within working hours.</summary>
    public async Task<bool> IsHereAsync(Guid userId, CancellationToken cancellationToken) =>
        await db.Set<AgentPresence>().AsNoTracking().FirstOrDefaultAsync(p => p.UserId == userId, cancellationToken)
            is { State: PresenceState.Online } presence
        && await duty.IsOnDutyAsync(presence, time.GetUtcNow().UtcDateTime, cancellationToken);

    /// <summary>UTC; when the next of those who are online but off duty begins.</summary>
    public async Task<DateTime?> NextShiftAsync(AgentGroup group, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ids = group.Members.Select(m => m.UserId).ToList();
        var presences = await db.Set<AgentPresence>()
            .AsNoTracking()
            .Where(p => ids.Contains(p.UserId) && p.State == PresenceState.Online && p.WorkingHours != null)
            .ToListAsync(cancellationToken);
        return (await duty.ReadAsync(presences, cancellationToken))
            .Values.Where(t => !t.IsOpen(now))
            .Min(t => (DateTime?)t.NextOpening(now));
    }
}
