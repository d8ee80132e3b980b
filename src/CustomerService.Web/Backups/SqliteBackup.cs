using CustomerService.Framework.Commands;
using CustomerService.Framework.Diagnostics;
using Microsoft.Data.Sqlite;

namespace CustomerService.Web.Backups;

internal sealed class SqliteBackup(string connectionString) : IDatabaseBackup
{
    private string DatabaseFile { get; } = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);

    private string NodesFile => DatabaseFile + ".nodes";

    public async Task DumpAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(DatabaseFile))
        {
            throw new CommandUsageException($"{DatabaseFile} is not there: nothing to back up.");
        }

        await ExecuteAsync(DatabaseFile, "VACUUM INTO $file", file, cancellationToken);
    }

    public Task<string?> FindObstacleAsync(bool mayOverwrite, CancellationToken cancellationToken) =>
        Task.FromResult(FindObstacle(mayOverwrite));

    private string? FindObstacle(bool mayOverwrite)
    {
        if (!File.Exists(DatabaseFile))
        {
            return null;
        }

        if (!mayOverwrite)
        {
            return $"{DatabaseFile} is there already. With --overwrite yes it is replaced.";
        }

        return IsServed() ? $"{DatabaseFile} is in use. Stop the service first." : null;
    }

    /// <summary>A serving node keeps this open; SQLite itself would let a restore replace the file under its feet.</summary>
    public IDisposable Serve()
    {
        try
        {
            return new FileStream(NodesFile, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                "Data:Directory (or ConnectionStrings:Default)",
                $"leads to {DatabaseFile}, which cannot be opened: {e.Message}",
                e
            );
        }
    }

    private bool IsServed()
    {
        try
        {
            using var alone = new FileStream(NodesFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public async Task RestoreAsync(string file, CancellationToken cancellationToken)
    {
        await ExecuteAsync(file, "PRAGMA quick_check", null, cancellationToken);
        foreach (var companion in (string[])["-wal", "-shm"])
        {
            File.Delete(DatabaseFile + companion);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(DatabaseFile)!);
        File.Move(file, DatabaseFile, true);
    }

    private static async Task ExecuteAsync(string database, string sql, string? file, CancellationToken cancellationToken)
    {
        var builder = new SqliteConnectionStringBuilder
        {
            DataSource = database,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 1,
        };
        await using var connection = new SqliteConnection(builder.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (file is not null)
        {
            command.Parameters.AddWithValue("$file", file);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
