using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>
/// Takes due rows of a queue table for this node: a lease that another node may take over when it runs out (a killed
/// process).
/// </summary>
public sealed class QueueClaim(IServiceScopeFactory scopes, ICurrentTenant tenant, IOptions<DatabaseOptions> options, TimeProvider time)
{
    /// <summary>Longer than any handler should run; a second run of a slow one fails at its commit, not at its effect.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <param name="table">Table name as in the model.</param>
    /// <param name="dueColumn">UTC column that says when the row is due.</param>
    /// <param name="extraCondition">SQL over the alias <c>q</c>, without user input.</param>
    public async Task<IReadOnlyList<T>> TakeAsync<T>(
        string table,
        string dueColumn,
        string extraCondition,
        int count,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var host = tenant.Change(null);
        using var sweep = HostSweep.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerServiceDbContext>();
        var now = time.GetUtcNow().UtcDateTime;
        var skipLocked = options.Value.Provider == DatabaseProvider.PostgreSql ? "for update skip locked" : "";
        var sql = $$"""
            update "{{table}}" set "LeaseId" = {0}, "LeaseUntil" = {1}
            where ("TenantId", "Id") in (
                select q."TenantId", q."Id" from "{{table}}" q
                where q."State" = 'Pending' and q."{{dueColumn}}" <= {2} and (q."LeaseUntil" is null or q."LeaseUntil" < {2})
                    {{extraCondition}}
                order by q."{{dueColumn}}", q."Id" limit {3} {{skipLocked}})
            returning *
            """;
        return await db.Set<T>()
            .FromSqlRaw(sql, Guid.NewGuid(), now + Lease, now, count)
            .IgnoreQueryFilters()
            .AsNoTracking()
            .ToListAsync(cancellationToken);
    }
}
