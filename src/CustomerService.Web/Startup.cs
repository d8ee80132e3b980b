using CustomerService.Framework.EntityFrameworkCore.Data;

namespace CustomerService.Web;

/// <summary>What a node does before it serves.</summary>
internal static class Startup
{
    /// <summary>
    /// Migrates where <c>Database:MigrateOnStart</c> says so (by default in Development and on SQLite), and lays in the demo tenants where
    /// <c>Demo:Seed</c> says so (by default in Development).
    /// </summary>
    public static async Task PrepareDatabaseAsync(WebApplication app)
    {
        var isDevelopment = app.Environment.IsDevelopment();
        var isSqlite = app.Configuration.GetValue<DatabaseProvider>("Database:Provider") == DatabaseProvider.Sqlite;
        if (app.Configuration.GetValue("Database:MigrateOnStart", isDevelopment || isSqlite))
        {
            await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync();
        }

        if (app.Configuration.GetValue("Demo:Seed", isDevelopment))
        {
            foreach (var seeder in app.Services.GetServices<Demo.IDemoSeeder>())
            {
                await seeder.SeedAsync();
            }
        }
    }
}
