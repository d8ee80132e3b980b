using System.Collections.Concurrent;
using CustomerService.Framework.Caching;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tokens;

internal sealed record ApiTokenState(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTime? ExpiresAt);

/// <summary>
/// The current tenant's tokens that still count, by hash: an API call costs no query. A token that is not among them is
/// looked for once more in the database: another process may have made it a moment ago.
/// </summary>
internal sealed class ApiTokenCache(TenantCache cache, TenantScope scope, ICurrentTenant tenant, TimeProvider time) : ISingletonDependency
{
    private const string Key = "identity.api-tokens";
    private static readonly TimeSpan UsedStep = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<Guid, DateTime> _used = new();
    private readonly SemaphoreSlim _reload = new(1);

    /// <param name="mayLookAgain">Asked when the token is not known yet: looking costs a query.</param>
    public async Task<ApiTokenState?> FindAsync(ApiTokenText token, Func<bool> mayLookAgain)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var asked = time.GetTimestamp();
        if (
            (
                !(await AllAsync()).ByHash.TryGetValue(token.Hash, out var found)
                && !(mayLookAgain() && (await NewerThanAsync(asked)).ByHash.TryGetValue(token.Hash, out found))
            )
            || found.ExpiresAt <= now
        )
        {
            return null;
        }

        await UsedAsync(found.Id, now);
        return found;
    }

    public Task ForgetAsync() => cache.RemoveAsync(Key);

    /// <summary>Callers with unknown tokens that come at once share one look.</summary>
    private async Task<Tokens> NewerThanAsync(long asked)
    {
        await _reload.WaitAsync();
        try
        {
            if ((await AllAsync()).ReadAt <= asked)
            {
                await ForgetAsync();
            }

            return await AllAsync();
        }
        finally
        {
            _reload.Release();
        }
    }

    private Task<Tokens> AllAsync() =>
        cache.GetOrCreateAsync(
            Key,
            () =>
                scope.RunAsync(
                    tenant.Id,
                    async provider =>
                    {
                        var readAt = time.GetTimestamp();
                        var tokens = await provider
                            .GetRequiredService<CustomerServiceDbContext>()
                            .Set<ApiToken>()
                            .AsNoTracking()
                            .Where(t => t.RevokedAt == null)
                            .ToListAsync();
                        return new Tokens(
                            tokens.ToDictionary(t => t.SecretHash, t => new ApiTokenState(t.Id, t.Name, t.Scopes.Split(' '), t.ExpiresAt)),
                            readAt
                        );
                    }
                )
        );

    private async Task UsedAsync(Guid id, DateTime now)
    {
        if (_used.TryGetValue(id, out var last) && now - last < UsedStep)
        {
            return;
        }

        _used[id] = now;
        await scope.RunAsync(
            tenant.Id,
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<ApiToken>()
                    .Where(t => t.Id == id)
                    .ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now))
        );
    }

    /// <param name="ReadAt">Timestamp of the time provider, from before the read.</param>
    private sealed record Tokens(IReadOnlyDictionary<string, ApiTokenState> ByHash, long ReadAt);
}
