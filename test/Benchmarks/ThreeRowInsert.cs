using Npgsql;

namespace CustomerService.Benchmarks;

/// <summary>
/// The yardstick of writing: one transaction that inserts three rows (a ticket, its first message, an event) into plain
/// tables with a primary
/// key, prepared, on a connection that stays open: the least that any product would have to ask of this database.
/// </summary>
internal sealed class ThreeRowInsert : IAsyncDisposable
{
    private static readonly string Body = new('x', 300);

    private readonly NpgsqlConnection[] _connections;

    private ThreeRowInsert(NpgsqlConnection[] connections)
    {
        _connections = connections;
    }

    public static async Task<ThreeRowInsert> OpenAsync(string connectionString, int clients)
    {
        var connections = Enumerable.Range(0, clients).Select(_ => new NpgsqlConnection(connectionString)).ToArray();
        foreach (var connection in connections)
        {
            await connection.OpenAsync();
        }

        await using var create = new NpgsqlCommand(
            """
            create table if not exists yardstick_tickets (tenant uuid, id uuid, number bigint, subject text, created timestamptz,
                primary key (tenant, id));
            create table if not exists yardstick_messages (tenant uuid, id uuid, ticket uuid, body text, created timestamptz, primary
                key (tenant, id));
            create table if not exists yardstick_events (tenant uuid, id uuid, name text, payload text, created timestamptz, primary key
                (tenant, id));
            """,
            connections[0]
        );
        await create.ExecuteNonQueryAsync();
        return new ThreeRowInsert(connections);
    }

    /// <summary>Begin, three statements one after the other, commit: as one writes it by hand.</summary>
    public async Task InsertAsync(int client)
    {
        var connection = _connections[client];
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var (sql, values) in Rows())
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            values.ForEach(v => command.Parameters.Add(new NpgsqlParameter { Value = v }));
            await command.PrepareAsync();
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    /// <summary>The same in one batch, so that the three statements travel together.</summary>
    public async Task InsertBatchAsync(int client)
    {
        var connection = _connections[client];
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (sql, values) in Rows())
        {
            var command = new NpgsqlBatchCommand(sql);
            values.ForEach(v => command.Parameters.Add(new NpgsqlParameter { Value = v }));
            batch.BatchCommands.Add(command);
        }

        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private static IEnumerable<(string Sql, List<object> Values)> Rows()
    {
        var (tenant, ticket, now) = (Guid.Empty, Guid.CreateVersion7(), DateTime.UtcNow);
        yield return ("insert into yardstick_tickets values ($1, $2, $3, $4, $5)", [tenant, ticket, 1L, "Where is my parcel?", now]);
        yield return ("insert into yardstick_messages values ($1, $2, $3, $4, $5)", [tenant, Guid.CreateVersion7(), ticket, Body, now]);
        yield return (
            "insert into yardstick_events values ($1, $2, $3, $4, $5)",
            [tenant, Guid.CreateVersion7(), "tickets.created", Body, now]
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }
}
