using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Users;
using CustomerService.Routing.Groups;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Presence;

internal sealed class PresenceAppService(
    CustomerServiceDbContext db,
    PresenceManager presences,
    PresenceWeekReader week,
    ITicketIntegrationService tickets,
    ICurrentUser user,
    TimeProvider time
) : IPresenceAppService
{
    /// <summary>A second desk of the same person, or a reload, need not write again.</summary>
    private static readonly TimeSpan HeartbeatGrain = TimeSpan.FromSeconds(20);

    [Authorize(RoutingPermissions.Work)]
    public async Task<MyPresenceDto?> HeartbeatAsync(CancellationToken cancellationToken = default)
    {
        var me = user.Id!.Value;
        if (!await db.Set<GroupMember>().AnyAsync(m => m.UserId == me, cancellationToken))
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var known = await db.Set<AgentPresence>().AsNoTracking().FirstOrDefaultAsync(p => p.UserId == me, cancellationToken);
        return await ToDtoAsync(
            known is null || IsDue(known, now) ? await BeatAsync(me, now, cancellationToken) : known,
            cancellationToken
        );
    }

    [Authorize(RoutingPermissions.Work)]
    public async Task<MyPresenceDto> SetAsync(SetPresenceInput input, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var presence = await presences.GetOrCreateAsync(user.Id!.Value, cancellationToken);
        presence.Choose(input.State, now);
        await presences.WatchAsync(presence.UserId, now, cancellationToken);
        return await ToDtoAsync(presence, cancellationToken);
    }

    [Authorize(RoutingPermissions.Wall)]
    public Task<PresenceWeekDto> GetWeekAsync(CancellationToken cancellationToken = default) => week.ReadAsync(cancellationToken);

    private async Task<AgentPresence> BeatAsync(Guid me, DateTime now, CancellationToken cancellationToken)
    {
        var presence = await presences.GetOrCreateAsync(me, cancellationToken);
        if (IsDue(presence, now))
        {
            presence.Heartbeat(now);
            await presences.WatchAsync(me, now, cancellationToken);
        }

        return presence;
    }

    private static bool IsDue(AgentPresence presence, DateTime now) =>
        presence.LastSeen is null || presence.IsAutomatic || now - presence.LastSeen >= HeartbeatGrain;

    private async Task<MyPresenceDto> ToDtoAsync(AgentPresence presence, CancellationToken cancellationToken)
    {
        var load = (await tickets.CountOpenByAgentAsync([presence.UserId], cancellationToken)).Sum(l => l.Open);
        var capacity = presence.Capacity ?? await DefaultCapacityAsync(presence.UserId, cancellationToken);
        return new MyPresenceDto(presence.State, load, capacity);
    }

    private async Task<int> DefaultCapacityAsync(Guid userId, CancellationToken cancellationToken) =>
        await db.Set<AgentGroup>()
            .IgnoreAutoIncludes()
            .Where(g => g.Members.Any(m => m.UserId == userId))
            .MaxAsync(g => (int?)g.DefaultCapacity, cancellationToken)
        ?? AgentGroup.UsualCapacity;
}
