using CustomerService.Framework.EntityFrameworkCore.Data;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Storage.SQLite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.Hangfire.Storage;

/// <summary>Where jobs wait: a schema beside ours on PostgreSQL, a file beside the database on SQLite.</summary>
internal static class JobStorageFactory
{
    /// <summary>
    /// Only other nodes' jobs are looked for so seldom; a node is told at once of those it enqueues itself, which a
    /// connection that listens for each worker would not make faster.
    /// </summary>
    private static readonly TimeSpan PostgreSqlPoll = TimeSpan.FromSeconds(5);

    /// <summary>Here nobody is told.</summary>
    private static readonly TimeSpan SqlitePoll = TimeSpan.FromSeconds(2);

    /// <summary>After a node was killed its locks and, on PostgreSQL, its jobs are free when this has passed.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>SQLite does not renew a lease: a job that takes longer would be begun a second time beside the first.</summary>
    private static readonly TimeSpan SqliteLease = TimeSpan.FromMinutes(30);

    public static JobStorage Create(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        return database.Provider == DatabaseProvider.PostgreSql
            ? PostgreSql(database.ConnectionString)
            : new SQLiteStorage(
                FileBeside(database.ConnectionString),
                new SQLiteStorageOptions
                {
                    QueuePollInterval = SqlitePoll,
                    DistributedLockLifetime = Lease,
                    InvisibilityTimeout = SqliteLease,
                }
            );
    }

    /// <summary>The nodes' role makes nothing there: that is done by <see cref="JobSchema"/>.</summary>
    private static PostgreSqlStorage PostgreSql(string connectionString)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = JobSchema.SchemaName,
            PrepareSchemaIfNecessary = false,
            QueuePollInterval = PostgreSqlPoll,
            DistributedLockTimeout = Lease,
            InvisibilityTimeout = Lease,
            UseSlidingInvisibilityTimeout = true,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
    }

    /// <summary>A file of its own: two libraries that write into one lock each other out.</summary>
    private static string FileBeside(string connectionString) =>
        Path.ChangeExtension(new SqliteConnectionStringBuilder(connectionString).DataSource, ".jobs.db");
}
