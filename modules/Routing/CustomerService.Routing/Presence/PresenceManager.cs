using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Timers;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Presence;

internal sealed class PresenceManager(CustomerServiceDbContext db, IUnitOfWorkManager unitOfWorkManager, ITimerManager timers)
    : ITransientDependency
{
    public Task<AgentPresence?> FindAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Set<AgentPresence>().FirstOrDefaultAsync(p => p.UserId == userId, cancellationToken);

    /// <summary>
    /// To change it. Two desks of a person, the silence timer and the lead write at the same moment: whoever comes second
    /// waits, and reads what the first one wrote.
    /// </summary>
    public async Task<AgentPresence?> FindToChangeAsync(Guid userId, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync($"routing.presence:{userId:N}", cancellationToken);
        return db.Set<AgentPresence>().Local.FirstOrDefault(p => p.UserId == userId) ?? await FindAsync(userId, cancellationToken);
    }

    /// <inheritdoc cref="FindToChangeAsync"/>
    public async Task<AgentPresence> GetOrCreateAsync(Guid userId, CancellationToken cancellationToken)
    {
        var presence = await FindToChangeAsync(userId, cancellationToken);
        if (presence is null)
        {
            presence = new AgentPresence(userId);
            db.Add(presence);
        }

        return presence;
    }

    /// <summary>A timer per open desk, not a sweep over all people.</summary>
    public Task WatchAsync(Guid userId, DateTime now, CancellationToken cancellationToken) =>
        timers.ScheduleAsync(
            PresenceTimerHandler.TimerKind,
            userId,
            now + AgentPresence.SilenceUntilAway,
            cancellationToken: cancellationToken
        );

    /// <summary>Past the concurrency stamp: a heartbeat at the same moment must not undo a claim.</summary>
    public Task RememberAssignmentAsync(IReadOnlyCollection<Guid> userIds, DateTime now, CancellationToken cancellationToken) =>
        userIds.Count == 0
            ? Task.CompletedTask
            : db.Set<AgentPresence>()
                .Where(p => userIds.Contains(p.UserId))
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.LastAssignedAt, now), cancellationToken);
}
