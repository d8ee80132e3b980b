using System.Collections.Concurrent;
using CustomerService.Framework.Caching;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tokens;

internal sealed record ApiTokenState(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTime? ExpiresAt);

/// <summary>The current tenant's tokens that still count, by hash: an API call costs no query, and a wrong token neither.</summary>
internal sealed class ApiTokenCache(TenantCache cache, TenantScope scope, ICurrentTenant tenant, TimeProvider time) : ISingletonDependency
{
    private const string Key = "identity.api-tokens";
    private static readonly TimeSpan UsedStep = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<Guid, DateTime> _used = new();

    public async Task<ApiTokenState?> FindAsync(ApiTokenText token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (!(await AllAsync()).TryGetValue(token.Hash, out var found) || found.ExpiresAt <= now)
        {
            return null;
        }

        await UsedAsync(found.Id, now);
        return found;
    }

    public Task ForgetAsync() => cache.RemoveAsync(Key);

    private Task<Dictionary<string, ApiTokenState>> AllAsync() => cache.GetOrCreateAsync(Key, () => scope.RunAsync(tenant.Id, async provider =>
    {
        var tokens = await provider.GetRequiredService<CustomerServiceDbContext>().Set<ApiToken>().AsNoTracking().Where(t => t.RevokedAt == null).ToListAsync();
        return tokens.ToDictionary(t => t.SecretHash, t => new ApiTokenState(t.Id, t.Name, t.Scopes.Split(' '), t.ExpiresAt));
    }));

    private async Task UsedAsync(Guid id, DateTime now)
    {
        if (_used.TryGetValue(id, out var last) && now - last < UsedStep)
        {
            return;
        }

        _used[id] = now;
        await scope.RunAsync(tenant.Id, provider => provider.GetRequiredService<CustomerServiceDbContext>().Set<ApiToken>()
            .Where(t => t.Id == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now)));
    }
}
