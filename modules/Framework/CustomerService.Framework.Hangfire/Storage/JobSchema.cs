using CustomerService.Framework.EntityFrameworkCore.PostgreSql;
using Hangfire.PostgreSql;
using Npgsql;

namespace CustomerService.Framework.Hangfire.Storage;

internal sealed class JobSchema : ILibrarySchema
{
    public const string SchemaName = "hangfire";

    /// <summary>Nodes that migrate at once take turns.</summary>
    private const long LockId = 0x637573745f6a6f62;

    public string Name => SchemaName;

    public async Task CreateAsync(string ownerConnectionString, CancellationToken cancellationToken)
    {
        var single = new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(single.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var take = new NpgsqlCommand($"select pg_advisory_lock({LockId})", connection);
        await take.ExecuteNonQueryAsync(cancellationToken);
        PostgreSqlObjectsInstaller.Install(connection, SchemaName);
    }
}
