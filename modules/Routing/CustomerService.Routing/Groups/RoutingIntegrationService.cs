using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Routing.Presence;

namespace CustomerService.Routing.Groups;

internal sealed class RoutingIntegrationService(
    CustomerServiceDbContext db,
    AgentGroupManager groups,
    PresenceManager presences,
    TimeProvider time
) : IRoutingIntegrationService
{
    public async Task<IReadOnlyList<GroupSummaryDto>> GetGroupsAsync(CancellationToken cancellationToken = default) =>
        [.. (await groups.GetAllAsync(cancellationToken)).Select(ToSummary)];

    public async Task<GroupSummaryDto> EnsureGroupAsync(string key, string name, CancellationToken cancellationToken = default)
    {
        var all = await groups.GetAllAsync(cancellationToken);
        var group = all.FirstOrDefault(g => g.Key == key);
        if (group is null)
        {
            group = new AgentGroup(key, name, isDefault: all.Count == 0);
            db.Add(group);
        }

        return ToSummary(group);
    }

    public async Task SetMemberAsync(Guid groupId, Guid userId, int stars, bool isLead, CancellationToken cancellationToken = default)
    {
        var group = db.Set<AgentGroup>().Local.FirstOrDefault(g => g.Id == groupId) ?? await groups.GetAsync(groupId, cancellationToken);
        group.SetMember(userId, stars, isLead);
    }

    public async Task SetPresenceAsync(Guid userId, bool isOnline, int capacity, CancellationToken cancellationToken = default)
    {
        var presence = await presences.GetOrCreateAsync(userId, cancellationToken);
        presence.SetCapacity(capacity);
        presence.Pin(isOnline ? PresenceState.Online : PresenceState.Offline, time.GetUtcNow().UtcDateTime);
    }

    public async Task RecallPresenceAsync(Guid userId, IReadOnlyList<PresenceTime> online, CancellationToken cancellationToken = default) =>
        (await presences.GetOrCreateAsync(userId, cancellationToken)).Recall(online.Select(t => new OnlineTime(t.From, t.To)));

    private static GroupSummaryDto ToSummary(AgentGroup group) => new(group.Id, group.Key, group.Name);
}
