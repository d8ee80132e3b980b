using System.Collections.Concurrent;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Threading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Numbering;

/// <summary>
/// Numbers per tenant. Taken in a short statement of its own, before the ticket's transaction, so that tickets do not queue behind each
/// other's commits; callers who wait meanwhile share one statement. A ticket that then fails leaves a gap, which hurts nobody.
/// </summary>
internal sealed class TicketNumberAllocator(IServiceScopeFactory scopes, ICurrentTenant tenant) : ISingletonDependency
{
    /// <summary>The first ticket is 1001: short enough to say on the phone, and no tenant looks empty.</summary>
    private const long Start = 1000;

    private readonly ConcurrentDictionary<Guid, RequestCoalescer<Guid?, long>> _calls = new();

    /// <param name="db">The caller's context: its transaction, if one is open on SQLite, holds the only write lock and
    /// must do the work itself.</param>
    public Task<long> NextAsync(CustomerServiceDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null && !IsPostgreSql(db))
        {
            return TakeAsync(db, 1, cancellationToken);
        }

        return _calls.GetOrAdd(tenant.Key, _ => new RequestCoalescer<Guid?, long>(TakeInOwnScopeAsync)).InvokeAsync(tenant.Id);
    }

    private async Task<IReadOnlyList<long>> TakeInOwnScopeAsync(IReadOnlyList<Guid?> callers)
    {
        using var change = tenant.Change(callers[0]);
        await using var scope = scopes.CreateAsyncScope();
        var last = await TakeAsync(
            scope.ServiceProvider.GetRequiredService<CustomerServiceDbContext>(),
            callers.Count,
            CancellationToken.None
        );
        return [.. Enumerable.Range(0, callers.Count).Select(i => last - callers.Count + 1 + i)];
    }

    /// <returns>The last of <paramref name="count"/> numbers.</returns>
    private static async Task<long> TakeAsync(CustomerServiceDbContext db, int count, CancellationToken cancellationToken)
    {
        // The counter's own commit need not reach the disk: the ticket's, which follows in the log, takes it along.
        var source = IsPostgreSql(db)
            ? "select {0}, {1} where set_config('synchronous_commit', 'off', true) is not null"
            : "values ({0}, {1})";
        var sql = $$"""
            insert into "TicketCounters" ("TenantId", "LastNumber") {{source}}
            on conflict ("TenantId") do update set "LastNumber" = "TicketCounters"."LastNumber" + {2}
            returning "LastNumber" as "Value"
            """;
        return (await db.Database.SqlQueryRaw<long>(sql, db.TenantKey, Start + count, (long)count).ToListAsync(cancellationToken))[0];
    }

    private static bool IsPostgreSql(CustomerServiceDbContext db) =>
        db.Database.ProviderName!.EndsWith("PostgreSQL", StringComparison.Ordinal);
}
