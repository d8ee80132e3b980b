using System.Collections.Concurrent;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
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

    private readonly ConcurrentDictionary<Guid, Lane> _lanes = new();

    /// <param name="db">The caller's context: its transaction, if one is open on SQLite, holds the only write lock and must do the work itself.</param>
    public Task<long> NextAsync(CustomerServiceDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null && !IsPostgreSql(db))
        {
            return TakeAsync(db, 1, cancellationToken);
        }

        return _lanes.GetOrAdd(tenant.Key, _ => new Lane(TakeInOwnScopeAsync)).NextAsync();
    }

    private async Task<long> TakeInOwnScopeAsync(int count)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await TakeAsync(scope.ServiceProvider.GetRequiredService<CustomerServiceDbContext>(), count, CancellationToken.None);
    }

    /// <returns>The last of <paramref name="count"/> numbers.</returns>
    private static async Task<long> TakeAsync(CustomerServiceDbContext db, int count, CancellationToken cancellationToken)
    {
        // The counter's own commit need not reach the disk: the ticket's, which follows in the log, takes it along.
        var source = IsPostgreSql(db) ? "select {0}, {1} where set_config('synchronous_commit', 'off', true) is not null" : "values ({0}, {1})";
        var sql = $$"""
            insert into "TicketCounters" ("TenantId", "LastNumber") {{source}}
            on conflict ("TenantId") do update set "LastNumber" = "TicketCounters"."LastNumber" + {2}
            returning "LastNumber" as "Value"
            """;
        return (await db.Database.SqlQueryRaw<long>(sql, db.TenantKey, Start + count, (long)count).ToListAsync(cancellationToken))[0];
    }

    private static bool IsPostgreSql(CustomerServiceDbContext db) => db.Database.ProviderName!.EndsWith("PostgreSQL", StringComparison.Ordinal);

    /// <summary>Who asks while a statement runs waits for the next one, together with all others.</summary>
    private sealed class Lane(Func<int, Task<long>> take)
    {
        private readonly Lock _gate = new();
        private List<TaskCompletionSource<long>> _waiting = [];
        private bool _isRunning;

        public Task<long> NextAsync()
        {
            var mine = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                _waiting.Add(mine);
                if (!_isRunning)
                {
                    _isRunning = true;
                    _ = RunAsync();
                }
            }

            return mine.Task;
        }

        private async Task RunAsync()
        {
            await Task.Yield();
            while (TakeBatch() is { } batch)
            {
                try
                {
                    var first = await take(batch.Count) - batch.Count + 1;
                    for (var i = 0; i < batch.Count; i++)
                    {
                        batch[i].SetResult(first + i);
                    }
                }
                catch (Exception e)
                {
                    batch.ForEach(waiting => waiting.TrySetException(e));
                }
            }
        }

        private List<TaskCompletionSource<long>>? TakeBatch()
        {
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _isRunning = false;
                    return null;
                }

                (var batch, _waiting) = (_waiting, []);
                return batch;
            }
        }
    }
}
