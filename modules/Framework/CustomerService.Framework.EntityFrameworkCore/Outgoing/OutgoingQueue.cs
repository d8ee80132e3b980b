using System.Collections.Concurrent;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.Outgoing;

/// <summary>The due rows of one table, and whose turn it is on this node.</summary>
public sealed class OutgoingQueue<TRow>(TenantScope scopes, ICurrentTenant tenant, IBackgroundJobManager jobs, TimeProvider time)
    where TRow : OutgoingRow
{
    /// <summary>Well above what one conversation may take: a second job must not begin the same row beside the first.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);

    private readonly ConcurrentDictionary<Guid, bool> _busy = [];

    /// <summary>
    /// After the commit of the current tenant's rows. A burst costs one job: a turn that is under way on this node looks once
    /// more when it ends.
    /// </summary>
    public Task HandOverAsync<TArgs>(TArgs args) => _busy.ContainsKey(tenant.Key) ? Task.CompletedTask : jobs.EnqueueAsync(args);

    /// <summary>Each tenant has one turn at a time on a node: however much one of them has to send, it keeps one worker.</summary>
    internal bool TryEnter() => _busy.TryAdd(tenant.Key, true);

    internal void Leave() => _busy.TryRemove(tenant.Key, out _);

    /// <summary>The current tenant's oldest due row, tracked by <paramref name="db"/>; nobody else is given it for a while.</summary>
    internal async Task<TRow?> TakeAsync(CustomerServiceDbContext db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var skipLocked = db.Database.IsNpgsql() ? "for update skip locked" : "";
        var sql = $$"""
            update "{{Table(db)}}" set "NextAttempt" = {0} where ("TenantId", "Id") in (
                select q."TenantId", q."Id" from "{{Table(db)}}" q
                where q."TenantId" = {1} and q."State" = 'Pending' and q."NextAttempt" <= {2} order by q."Id" limit 1 {{skipLocked}})
            returning *
            """;
        var taken = await db.Set<TRow>()
            .FromSqlRaw(sql, now + Lease, db.TenantKey, now)
            .IgnoreQueryFilters()
            .AsTracking()
            .ToListAsync(cancellationToken);
        return taken.SingleOrDefault();
    }

    internal Task<bool> IsAnyDueAsync(CancellationToken cancellationToken) =>
        scopes.RunAsync(
            tenant.Id,
            provider =>
            {
                var db = provider.GetRequiredService<CustomerServiceDbContext>();
                var sql = $$"""
                    select * from "{{Table(db)}}" where "TenantId" = {0} and "State" = 'Pending' and "NextAttempt" <= {1}
                    """;
                return db.Set<TRow>().FromSqlRaw(sql, db.TenantKey, time.GetUtcNow().UtcDateTime).AnyAsync(cancellationToken);
            },
            cancellationToken
        );

    /// <returns>Of all tenants and the host, those for which something is due.</returns>
    internal async Task<IReadOnlyList<Guid>> GetDueTenantsAsync(CancellationToken cancellationToken)
    {
        using var sweep = HostSweep.Begin();
        return await scopes.RunAsync(
            null,
            provider =>
            {
                var db = provider.GetRequiredService<CustomerServiceDbContext>();
                var sql = $$"""
                    select distinct "TenantId" as "Value" from "{{Table(db)}}" where "State" = 'Pending' and "NextAttempt" <= {0}
                    """;
                return db.Database.SqlQueryRaw<Guid>(sql, time.GetUtcNow().UtcDateTime).ToListAsync(cancellationToken);
            },
            cancellationToken
        );
    }

    private static string Table(CustomerServiceDbContext db) => db.Model.FindEntityType(typeof(TRow))!.GetTableName()!;
}
