using CustomerService.Framework.EntityFrameworkCore.Data;

namespace CustomerService.Web.Backups;

/// <summary>The database as one file, by the means of the database itself.</summary>
internal interface IDatabaseBackup
{
    /// <summary>A state that was true at one moment, while others go on writing.</summary>
    Task DumpAsync(string file, CancellationToken cancellationToken);

    /// <summary>A node says that it serves, until the result is disposed: then nobody replaces the database.</summary>
    IDisposable? Serve();

    /// <returns>Why this database cannot be replaced now; null when it can.</returns>
    Task<string?> FindObstacleAsync(bool mayOverwrite, CancellationToken cancellationToken);

    /// <summary>What was there is gone. <see cref="DatabaseMigrator"/> must bring it to this version afterwards.</summary>
    Task RestoreAsync(string file, CancellationToken cancellationToken);
}

internal static class DatabaseBackup
{
    public static IDatabaseBackup For(DatabaseOptions options) =>
        options.Provider == DatabaseProvider.PostgreSql ? new PostgreSqlBackup(options) : new SqliteBackup(options.ConnectionString);
}
