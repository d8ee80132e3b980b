using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.RealTime;
using Microsoft.Extensions.Caching.Memory;

namespace CustomerService.Framework.Caching;

/// <summary>A cache whose keys carry the tenant and whose evictions reach every node.</summary>
public sealed class TenantCache : ISingletonDependency
{
    private const string Topic = "cache";

    /// <summary>A node that missed an eviction (a cut connection) is right again after this long.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(2);

    private readonly IMemoryCache _cache;
    private readonly ICurrentTenant _tenant;
    private readonly IRealTimeHub _hub;

    public TenantCache(IMemoryCache cache, ICurrentTenant tenant, IRealTimeHub hub)
    {
        (_cache, _tenant, _hub) = (cache, tenant, hub);
        _hub.SubscribeAll(
            (tenantKey, message) =>
            {
                if (message.Topic == Topic)
                {
                    _cache.Remove((tenantKey, message.Key));
                }

                return Task.CompletedTask;
            }
        );
    }

    public async Task<T> GetOrCreateAsync<T>(string key, Func<Task<T>> create) =>
        (
            await _cache.GetOrCreateAsync(
                (_tenant.Key, key),
                entry =>
                {
                    entry.AbsoluteExpirationRelativeToNow = MaxAge;
                    return create();
                }
            )
        )!;

    /// <summary>Forgets the current tenant's entry everywhere. Call it after the commit.</summary>
    public Task RemoveAsync(string key) => _hub.PublishAsync(new RealTimeMessage(Topic, key));
}
