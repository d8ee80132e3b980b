using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Assignment;

/// <summary>The people of a group as they stand now: stars, presence, load.</summary>
internal sealed class AgentDirectory(CustomerServiceDbContext db, ITicketIntegrationService tickets) : ITransientDependency
{
    public async Task<IReadOnlyList<AgentCandidate>> GetCandidatesAsync(AgentGroup group, CancellationToken cancellationToken)
    {
        var ids = group.Members.Select(m => m.UserId).ToList();
        var presences = await db.Set<AgentPresence>().AsNoTracking().Where(p => ids.Contains(p.UserId))
            .Select(p => new { p.UserId, p.State, p.Capacity, p.LastAssignedAt })
            .ToDictionaryAsync(p => p.UserId, cancellationToken);
        var online = presences.Values.Where(p => p.State == PresenceState.Online).Select(p => p.UserId).ToList();
        var loads = online.Count == 0 ? null : await tickets.CountOpenByAgentAsync(online, cancellationToken);
        return
        [
            .. group.Members.Select(m => presences.GetValueOrDefault(m.UserId) is { } p
                ? new AgentCandidate(m.UserId, m.Stars, p.State, loads?.GetValueOrDefault(m.UserId) ?? 0, p.Capacity ?? group.DefaultCapacity, p.LastAssignedAt)
                : new AgentCandidate(m.UserId, m.Stars, PresenceState.Offline, 0, group.DefaultCapacity, null)),
        ];
    }
}
