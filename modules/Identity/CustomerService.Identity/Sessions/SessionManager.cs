using System.Collections.Concurrent;
using System.Security.Claims;
using CustomerService.Framework.Caching;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Sessions;

/// <summary>
/// Says of every request and every open page whether its session still counts, from a cache that is forgotten
/// everywhere when one ends.
/// </summary>
internal sealed class SessionManager(
    TenantCache cache,
    TenantScope scope,
    ICurrentTenant tenant,
    ITenantStore tenants,
    IRealTimeHub hub,
    TimeProvider time
) : ISingletonDependency
{
    /// <summary>Live topic; the key is the user's id.</summary>
    public const string Topic = "session";

    /// <summary>How exactly "last seen" is kept.</summary>
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(5);

    /// <summary>Forgetting all of them costs one short update per session in use.</summary>
    private const int MaxRemembered = 50_000;

    private readonly ConcurrentDictionary<Guid, DateTime> _seen = new();

    /// <returns>The principal as it is now; null when the session has ended, the person is gone, or it belongs to another tenant.</returns>
    public async Task<ClaimsPrincipal?> RevalidateAsync(ClaimsPrincipal principal)
    {
        if (
            principal.FindFirstValue(CustomerServiceClaims.TenantId) != tenant.Key.ToString()
            || !Guid.TryParse(principal.FindFirstValue(CustomerServiceClaims.UserId), out var userId)
            || !Guid.TryParse(principal.FindFirstValue(CustomerServiceClaims.SessionId), out var sessionId)
            || await FindSuspendedAsync() is not null
            || await FindAsync(userId) is not { IsActive: true } user
            || !user.Sessions.Contains(sessionId)
        )
        {
            return null;
        }

        await SeenAsync(sessionId);
        return SessionPrincipal.Refresh(principal, user, tenant.Key, sessionId);
    }

    /// <returns>The current tenant when its operator has suspended it: nobody's session counts there meanwhile.</returns>
    public async Task<TenantInfo?> FindSuspendedAsync() =>
        tenant.Id is { } id && await tenants.FindAsync(id) is { IsActive: false } suspended ? suspended : null;

    /// <summary>Call it after the commit of a change to the person or their sessions.</summary>
    public async Task ForgetAsync(Guid userId)
    {
        await cache.RemoveAsync(KeyOf(userId));
        await hub.PublishAsync(new RealTimeMessage(Topic, userId.ToString()));
    }

    private Task<UserState?> FindAsync(Guid userId) =>
        cache.GetOrCreateAsync(
            KeyOf(userId),
            () =>
                scope.RunAsync(
                    tenant.Id,
                    async provider =>
                    {
                        var db = provider.GetRequiredService<CustomerServiceDbContext>();
                        var since = time.GetUtcNow().UtcDateTime - UserSession.IdleLimit;
                        var sessions = await db.Set<UserSession>()
                            .AsNoTracking()
                            .Where(s => s.UserId == userId && s.EndedAt == null && s.LastSeen > since)
                            .Select(s => s.Id)
                            .ToListAsync();
                        var user = await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId);
                        return user is null
                            ? null
                            : new UserState(user.Id, user.Name, user.Email, user.Role, user.TimeZone, user.IsActive, sessions.ToHashSet());
                    }
                )
        );

    private async Task SeenAsync(Guid sessionId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (_seen.TryGetValue(sessionId, out var last) && now - last < SeenStep)
        {
            return;
        }

        if (_seen.Count > MaxRemembered)
        {
            _seen.Clear();
        }

        _seen[sessionId] = now;
        await scope.RunAsync(
            tenant.Id,
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<UserSession>()
                    .Where(s => s.Id == sessionId && s.LastSeen < now - SeenStep)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeen, now))
        );
    }

    private static string KeyOf(Guid userId) => $"identity.user:{userId:N}";
}
