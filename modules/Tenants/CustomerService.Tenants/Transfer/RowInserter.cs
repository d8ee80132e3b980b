using System.Data.Common;
using System.Text.Json;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CustomerService.Tenants.Transfer;

/// <summary>A row that could not be taken, and why.</summary>
internal sealed record RejectedRow(string Table, long Line, string Reason, string Row);

/// <summary>Writes rows of one table into the current tenant; those that are there already stay as they are.</summary>
/// <param name="table">With all of its columns.</param>
internal sealed class RowInserter(CustomerServiceDbContext db, TransferTable table)
{
    private readonly HashSet<string> _known = [.. table.Columns.Select(c => c.Name)];

    /// <summary>In the caller's transaction, which a row that fails does not harm.</summary>
    /// <returns>The rows that could not be taken.</returns>
    public async Task<List<RejectedRow>> InsertAsync(IReadOnlyList<(long Line, string Text)> rows, CancellationToken cancellationToken)
    {
        List<RejectedRow> rejected = [];
        var problem = await TryAsync(async () => rejected = await InsertAsync(rows, InsertOneAsync, cancellationToken), cancellationToken);

        // Something in it: one by one, so that the others come in.
        return problem is null
            ? rejected
            : await InsertAsync(rows, insert => TryAsync(() => InsertOneAsync(insert), cancellationToken), cancellationToken);

        async Task<string?> InsertOneAsync(DbCommand insert)
        {
            await insert.ExecuteNonQueryAsync(cancellationToken);
            return null;
        }
    }

    private async Task<List<RejectedRow>> InsertAsync(
        IReadOnlyList<(long Line, string Text)> rows,
        Func<DbCommand, Task<string?>> insertAsync,
        CancellationToken cancellationToken
    )
    {
        var rejected = new List<RejectedRow>();
        await using var insert = Command(
            $"""
            insert into {table.Quoted} ("{TransferModel.Tenant}", {table.Columns.List()})
            values (@tenant, {string.Join(", ", table.Columns.Select((c, i) => c.ToSql($"@p{i}")))})
            on conflict do nothing
            """
        );
        await using var find = Command($"select count(*) from {table.Quoted} where {KeyIs()}");
        foreach (var (line, text) in rows)
        {
            var reason = Fill(insert, find, text) ?? await insertAsync(insert);
            if (reason is null && (long)(await find.ExecuteScalarAsync(cancellationToken))! == 0)
            {
                reason = "says what another row says already and may stand once only";
            }

            if (reason is not null)
            {
                rejected.Add(new RejectedRow(table.Name, line, reason, text));
            }
        }

        return rejected;
    }

    /// <summary>Once all rows are there, those that lead to another one of the same table are told of it.</summary>
    public async Task LinkAsync(IReadOnlyList<(long Line, string Text)> rows, CancellationToken cancellationToken)
    {
        await using var update = Command(
            $"update {table.Quoted} set {string.Join(", ", table.SelfReferences.Select((c, i) => $"{c.Quoted} = @s{i}"))} where {KeyIs()}"
        );
        foreach (var (_, text) in rows)
        {
            if (
                Parse(text) is { } row
                && table.SelfReferences.Any(c => row.TryGetProperty(c.Name, out var v) && v.ValueKind != JsonValueKind.Null)
            )
            {
                SetKey(update, row);
                for (var i = 0; i < table.SelfReferences.Count; i++)
                {
                    update.Parameters.Add(table.SelfReferences[i].ToParameter(update, $"@s{i}", Read(table.SelfReferences[i], row)));
                }

                await TryAsync(() => update.ExecuteNonQueryAsync(cancellationToken), cancellationToken);
            }
        }
    }

    /// <returns>Why the row can be nobody's; null when the commands are ready.</returns>
    private string? Fill(DbCommand insert, DbCommand find, string text)
    {
        if (Parse(text) is not { } row)
        {
            return "is no JSON object";
        }

        if (row.EnumerateObject().Select(p => p.Name).FirstOrDefault(n => !_known.Contains(n)) is { } unknown)
        {
            return $"has a column {unknown} that is not known here";
        }

        try
        {
            Reset(insert);
            for (var i = 0; i < table.Columns.Count; i++)
            {
                insert.Parameters.Add(table.Columns[i].ToParameter(insert, $"@p{i}", ValueOf(table.Columns[i], row)));
            }

            SetKey(find, row);
            return null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            return e.Message;
        }
    }

    /// <returns>What the database says against it; null when it was done.</returns>
    private async Task<string?> TryAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync("row", cancellationToken);
        try
        {
            await work();
            await transaction.ReleaseSavepointAsync("row", cancellationToken);
            return null;
        }
        catch (DbException e) when (!e.IsTransient)
        {
            await transaction.RollbackToSavepointAsync("row", cancellationToken);
            return e.Message;
        }
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            var row = JsonSerializer.Deserialize<JsonElement>(text);
            return row.ValueKind == JsonValueKind.Object ? row : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private object? ValueOf(TransferColumn column, JsonElement row) =>
        TransferRules.KeptColumns.TryGetValue($"{table.Name}.{column.Name}", out var kept) ? kept.Instead?.Invoke()
        : table.SelfReferences.Contains(column) ? null
        : Read(column, row);

    /// <summary>A column that the writer did not know yet is empty.</summary>
    private static object? Read(TransferColumn column, JsonElement row)
    {
        if (!row.TryGetProperty(column.Name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return column.IsNullable ? null
                : column.Type == typeof(string) ? ""
                : column.Type == typeof(byte[]) ? Array.Empty<byte>()
                : Activator.CreateInstance(column.Type);
        }

        return column.Mapping is null ? value.GetRawText() : value.Deserialize(column.Type);
    }

    private string KeyIs() =>
        string.Join(" and ", table.Key.Select((c, i) => $"{c.Quoted} = @k{i}").Prepend($"\"{TransferModel.Tenant}\" = @tenant"));

    private void SetKey(DbCommand command, JsonElement row)
    {
        Reset(command);
        for (var i = 0; i < table.Key.Count; i++)
        {
            command.Parameters.Add(table.Key[i].ToParameter(command, $"@k{i}", Read(table.Key[i], row)));
        }
    }

    private void Reset(DbCommand command)
    {
        // Set anew, or Npgsql goes on with the old parameters once it has prepared the command by itself.
        var sql = command.CommandText;
        command.CommandText = sql;
        command.Parameters.Clear();
        command.Parameters.Add(db.TenantParameter(command));
    }

#pragma warning disable CA2100 // Names come from the model.
    private DbCommand Command(string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.Transaction) = (sql, db.Database.CurrentTransaction!.GetDbTransaction());
        return command;
    }
#pragma warning restore CA2100
}
