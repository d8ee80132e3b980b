using System.Collections.Concurrent;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.Data.Sqlite;

namespace CustomerService.TestBase;

/// <summary>
/// A schema is made once in a test process, by the product itself, and copied from then on: to make it anew for each test took longer
/// than most tests.
/// </summary>
public static class SchemaTemplates
{
    private static readonly ConcurrentDictionary<string, Task<string>> Templates = new();

    /// <summary>Gives an empty database its schema. Nobody may be connected to it.</summary>
    /// <param name="kind">What the schema is made of: two databases of one kind are alike.</param>
    /// <param name="database">The file, or the owner's connection string.</param>
    /// <param name="createAsync">Makes the schema in that database.</param>
    public static async Task CreateAsync(DatabaseProvider provider, string kind, string database, Func<Task> createAsync)
    {
        var made = new TaskCompletionSource<string>();
        var template = Templates.GetOrAdd($"{provider} {kind}", made.Task);
        if (template != made.Task)
        {
            await CopyAsync(provider, await template, database);
            return;
        }

        try
        {
            await createAsync();
            made.SetResult(await KeepAsync(provider, database));
        }
        catch (Exception e)
        {
            made.SetException(e);
            throw;
        }
    }

    /// <summary>Where SQLite keeps the rows of a node with this data directory.</summary>
    public static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, "customer-service.db");

    private static async Task<string> KeepAsync(DatabaseProvider provider, string database)
    {
        if (provider == DatabaseProvider.PostgreSql)
        {
            return await TestPostgres.KeepAsTemplateAsync(database);
        }

        await using (var connection = new SqliteConnection($"Data Source={database};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate)";
            await command.ExecuteNonQueryAsync();
        }

        var template = Path.Combine(Directory.CreateTempSubdirectory("customer-service-template-").FullName, "template.db");
        File.Copy(database, template);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(template)!, true);
        return template;
    }

    private static async Task CopyAsync(DatabaseProvider provider, string template, string database)
    {
        if (provider == DatabaseProvider.PostgreSql)
        {
            await TestPostgres.CopyTemplateAsync(template, database);
        }
        else
        {
            File.Copy(template, database, overwrite: true);
        }
    }
}
