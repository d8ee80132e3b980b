using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.Outbox;

/// <summary>Which handlers still have a copy of an earlier event in the streams of a batch.</summary>
internal sealed class HandlersBehind(IServiceScopeFactory scopes, ICurrentTenant tenant)
{
    /// <summary>
    /// Asked after the batch was claimed: a message is claimed only when the one before it in its stream has ended, and
    /// with that its copies are committed.
    /// </summary>
    public async Task<IReadOnlySet<(Guid TenantId, Guid StreamId, string Handler)>> GetAsync(
        IReadOnlyList<OutboxMessage> messages,
        CancellationToken cancellationToken
    )
    {
        if (messages.Count == 0)
        {
            return new HashSet<(Guid, Guid, string)>();
        }

        using var host = tenant.Change(null);
        using var sweep = HostSweep.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var streams = messages.Select(m => m.StreamId).Distinct().ToList();
        var rows = await scope
            .ServiceProvider.GetRequiredService<CustomerServiceDbContext>()
            .Set<OutboxMessage>()
            .IgnoreQueryFilters()
            .Where(m => m.Handler != "" && m.State == QueueState.Pending && streams.Contains(m.StreamId))
            .Select(m => new
            {
                m.TenantId,
                m.StreamId,
                m.Handler,
            })
            .ToListAsync(cancellationToken);
        return rows.Select(r => (r.TenantId, r.StreamId, r.Handler)).ToHashSet();
    }
}
