using System.Collections.Concurrent;
using System.Globalization;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.RealTime;

public sealed class RealTimeHub(ICurrentTenant tenant, IEnumerable<IRealTimeBackplane> backplanes, ILogger<RealTimeHub> logger)
    : IRealTimeHub,
        ISingletonDependency
{
    private readonly ConcurrentDictionary<Guid, Subscription> _subscriptions = new();

    public async Task PublishAsync(RealTimeMessage message)
    {
        var key = tenant.Key;
        await DeliverAsync(key, message);
        foreach (var backplane in backplanes)
        {
            await backplane.SendAsync(key, message);
        }
    }

    /// <summary>Hands a message to this node's listeners; called by the backplane for messages of other nodes.</summary>
    public async Task DeliverAsync(Guid tenantKey, RealTimeMessage message)
    {
        foreach (var subscription in _subscriptions.Values.Where(s => s.TenantKey is null || s.TenantKey == tenantKey))
        {
            try
            {
                await subscription.Handler(tenantKey, message);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                logger.LogWarning(e, "A listener for {Topic} failed", message.Topic);
            }
        }
    }

    /// <summary>The listener goes on in its own language, whoever sends: a screen must not turn English because a job rang.</summary>
    public IDisposable Subscribe(Func<RealTimeMessage, Task> handler)
    {
        var culture = CultureInfo.CurrentUICulture.Name;
        return Add(
            tenant.Key,
            async (_, message) =>
            {
                using var language = LocalizerExtensions.UseCulture(culture);
                await handler(message);
            }
        );
    }

    public IDisposable SubscribeAll(Func<Guid, RealTimeMessage, Task> handler) => Add(null, handler);

    private Restore Add(Guid? tenantKey, Func<Guid, RealTimeMessage, Task> handler)
    {
        var id = Guid.NewGuid();
        _subscriptions[id] = new Subscription(tenantKey, handler);
        return new Restore(() => _subscriptions.TryRemove(id, out _));
    }

    private sealed record Subscription(Guid? TenantKey, Func<Guid, RealTimeMessage, Task> Handler);
}
