using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.Data;

namespace CustomerService.Web;

/// <summary>What a node does before it serves.</summary>
internal static class Startup
{
    /// <summary>
    /// Migrates where <c>Database:MigrateOnStart</c> says so (by default in Development and on SQLite), lays in the demo tenants where
    /// <c>Demo:Seed</c> says so (by default in Development), and refuses a database or role that nobody should serve with.
    /// </summary>
    public static async Task PrepareDatabaseAsync(WebApplication app)
    {
        var isDevelopment = app.Environment.IsDevelopment();
        var isSqlite = app.Configuration.GetValue<DatabaseProvider>("Database:Provider") == DatabaseProvider.Sqlite;
        if (app.Configuration.GetValue("Database:MigrateOnStart", isDevelopment || isSqlite))
        {
            await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync();
        }

        if (await app.Services.GetRequiredService<ServingCheck>().FindProblemAsync() is { } problem)
        {
            throw new SettingException("ConnectionStrings:Default", problem);
        }

        if (app.Configuration.GetValue("Demo:Seed", isDevelopment))
        {
            if (!isDevelopment)
            {
                throw new SettingException(
                    "Demo:Seed",
                    "is for Development, whose passwords everybody can read; elsewhere run the verb seed demo, which makes a "
                        + "password and shows it once."
                );
            }

            foreach (var seeder in app.Services.GetServices<Demo.IDemoSeeder>())
            {
                await seeder.SeedAsync();
            }
        }
    }
}
