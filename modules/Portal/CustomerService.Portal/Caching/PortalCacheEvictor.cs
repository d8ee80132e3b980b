using CustomerService.Framework.Events;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.RealTime;
using CustomerService.Knowledge;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Hosting;

namespace CustomerService.Portal.Caching;

/// <summary>Forgets a tenant's cached pages on this node when it hears that an article or the branding has changed.</summary>
internal sealed class PortalCacheEvictor(IRealTimeHub hub, IOutputCacheStore store) : IHostedService
{
    public const string BrandingTopic = "branding";

    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = hub.SubscribeAll(
            async (tenantKey, message) =>
            {
                if (message.Topic is KnowledgeSignals.Topic or BrandingTopic)
                {
                    await store.EvictByTagAsync(PortalCache.TagOf(tenantKey), default);
                }
            }
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>The event is handled on one node; the signal reaches all.</summary>
internal sealed class TenantChangedEventHandler(IRealTimeHub hub, ICurrentTenant tenant) : IDistributedEventHandler<TenantChangedEto>
{
    public async Task HandleEventAsync(TenantChangedEto eto, CancellationToken cancellationToken)
    {
        using var changed = tenant.Change(eto.TenantId);
        await hub.PublishAsync(new RealTimeMessage(PortalCacheEvictor.BrandingTopic, eto.TenantId.ToString()));
    }
}
