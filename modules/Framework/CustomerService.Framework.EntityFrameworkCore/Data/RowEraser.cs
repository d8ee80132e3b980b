using CustomerService.Framework.EntityFrameworkCore.PostgreSql;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>The current tenant's rows in every table of the model; those that others refer to last.</summary>
internal sealed class RowEraser(CustomerServiceDbContext db) : ITenantEraser
{
    private const int Batch = 2000;

    public async Task<Erased> EraseSomeAsync(CancellationToken cancellationToken = default)
    {
        foreach (var type in InOrder())
        {
            if (await EraseSomeAsync(type, cancellationToken) is > 0 and var count)
            {
                return new Erased(type.GetTableName()!, count);
            }
        }

        return default;
    }

    private List<IEntityType> InOrder()
    {
        var left = db
            .Model.GetEntityTypes()
            .Where(t => typeof(IMultiTenant).IsAssignableFrom(t.ClrType) && !t.IsOwned())
            .OrderBy(t => t.GetTableName(), StringComparer.Ordinal)
            .ToList();
        var ordered = new List<IEntityType>();
        while (left.Count > 0)
        {
            var next = left.First(t =>
                t.GetReferencingForeignKeys().All(k => k.DeclaringEntityType == t || !left.Contains(k.DeclaringEntityType))
            );
            ordered.Add(next);
            left.Remove(next);
        }

        return ordered;
    }

#pragma warning disable EF1002 // Names come from the model.
    private async Task<long> EraseSomeAsync(IEntityType type, CancellationToken cancellationToken)
    {
        var table = type.GetTableName()!;
        if (db.Database.IsNpgsql() && ErasureGuard.TablesOf(db).Contains(table))
        {
            return await db.Database.SqlQueryRaw<long>(ErasureGuard.Call).SingleAsync(cancellationToken);
        }

        var own = type.GetForeignKeys().Where(k => k.PrincipalEntityType == type).SelectMany(k => k.Properties);
        foreach (var column in own.Select(p => p.Name).Where(n => n != nameof(IMultiTenant.TenantId)))
        {
            await ExecuteAsync($"""update "{table}" set "{column}" = null where "TenantId" = @tenant and "{column}" is not null""");
        }

        var key = string.Join(", ", type.FindPrimaryKey()!.Properties.Select(p => $"\"{p.Name}\""));
        return await ExecuteAsync(
            $"""delete from "{table}" where ({key}) in (select {key} from "{table}" where "TenantId" = @tenant limit {Batch})"""
        );

        Task<int> ExecuteAsync(string sql) =>
            db.Database.ExecuteSqlRawAsync(
                sql,
                [db.Database.IsNpgsql() ? new NpgsqlParameter("tenant", db.TenantKey) : new SqliteParameter("tenant", db.TenantKey)],
                cancellationToken
            );
    }
#pragma warning restore EF1002
}
