using System.Collections.Concurrent;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.RealTime;

namespace CustomerService.Tickets.Tickets;

/// <summary>
/// Tells the lists that the queue changed, at most a few times a second: an import of thousands must not become
/// thousands of signals.
/// </summary>
internal sealed class QueueSignal(IRealTimeHub hub, ICurrentTenant tenant) : ISingletonDependency
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private readonly ConcurrentDictionary<Guid, bool> _waiting = new();

    public Task RaiseAsync()
    {
        if (_waiting.TryAdd(tenant.Key, true))
        {
            _ = SendLaterAsync(tenant.Key);
        }

        return Task.CompletedTask;
    }

    private async Task SendLaterAsync(Guid tenantKey)
    {
        await Task.Delay(Pause);
        _waiting.TryRemove(tenantKey, out _);
        await hub.PublishAsync(new RealTimeMessage(LiveTopics.Queue, ""));
    }
}
