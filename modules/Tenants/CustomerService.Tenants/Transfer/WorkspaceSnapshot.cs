using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CustomerService.Tenants.Transfer;

/// <summary>The current tenant's rows as they all stood at one moment, read one after the other and never held in memory.</summary>
internal sealed class WorkspaceSnapshot : IAsyncDisposable
{
    private readonly CustomerServiceDbContext _db;
    private readonly IDbContextTransaction _transaction;

    private WorkspaceSnapshot(CustomerServiceDbContext db, IDbContextTransaction transaction) => (_db, _transaction) = (db, transaction);

    /// <param name="db">Of a scope of its own.</param>
    public static async Task<WorkspaceSnapshot> OpenAsync(CustomerServiceDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            await db.Database.OpenConnectionAsync(cancellationToken);

            // One that only reads: others go on writing beside it.
            return new(db, (await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancellationToken))!);
        }

        return new(db, await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken));
    }

    public async Task<long> CountAsync(TransferTable table, CancellationToken cancellationToken)
    {
        await using var command = Command($"select count(*) from {table.Quoted} where \"{TransferModel.Tenant}\" = @tenant", table);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async IAsyncEnumerable<object?[]> ReadAsync(
        TransferTable table,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var order = table.Key.Count == 0 ? "" : $" order by {table.KeyList}";
        var sql = $"select {table.Columns.List()} from {table.Quoted} where \"{TransferModel.Tenant}\" = @tenant{order}";
        await using var command = Command(sql, table);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            yield return [.. table.Columns.Select((c, i) => c.Read(row, i))];
        }
    }

    public ValueTask DisposeAsync() => _transaction.DisposeAsync();

#pragma warning disable CA2100 // Names come from the model.
    private DbCommand Command(string sql, TransferTable table)
    {
        var command = _db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.Transaction) = (sql, _transaction.GetDbTransaction());
        command.Parameters.Add(_db.TenantParameter(command));
        return command;
    }
#pragma warning restore CA2100
}

internal static class TenantParameters
{
    public static DbParameter TenantParameter(this CustomerServiceDbContext db, DbCommand command) =>
        db
            .Model.FindEntityType(typeof(Tenants.Tenant))!
            .FindProperty(nameof(Tenants.Tenant.Id))!
            .GetRelationalTypeMapping()
            .CreateParameter(command, "@tenant", db.TenantKey, false);
}
