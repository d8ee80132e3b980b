using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.EntityFrameworkCore.PostgreSql;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>
/// Brings the database to this version, as the owner role. Safe to run on several nodes at once: EF Core locks its
/// history table.
/// </summary>
public sealed class DatabaseMigrator(
    IOptions<DatabaseOptions> options,
    ICurrentTenant tenant,
    EntityModel model,
    IEnumerable<ILibrarySchema> librarySchemas,
    IEnumerable<IWrittenOnceFunction> functions
)
{
    /// <exception cref="SettingException">The database was made by a version whose migrations this one does not continue.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        await using var db = OwnerContext();
        await CheckHistoryAsync(db, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await PrepareAsync(db, cancellationToken);
    }

    /// <summary>Makes the schema from the model alone; for tests of single modules, which have no migrations.</summary>
    public async Task CreateFromModelAsync(CancellationToken cancellationToken = default)
    {
        await using var db = OwnerContext();
        await db.Database.EnsureCreatedAsync(cancellationToken);
        await PrepareAsync(db, cancellationToken);
    }

    /// <summary>A context of the owner role: the host's, never a tenant's.</summary>
    internal CustomerServiceDbContext OwnerContext()
    {
        using var host = tenant.Change(null);
        var builder = new DbContextOptionsBuilder<CustomerServiceDbContext>();
        builder.UseCustomerServiceDatabase(options.Value.Provider, options.Value.OwnerConnectionString);
        return new CustomerServiceDbContext(builder.Options, tenant, model);
    }

    /// <summary>
    /// Before 1.0 the first migration is made anew with each version. What comes after it is for a newer version that was rolled back,
    /// and does no harm.
    /// </summary>
    private static async Task CheckHistoryAsync(CustomerServiceDbContext db, CancellationToken cancellationToken)
    {
        List<string> applied = [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)];
        List<string> known = [.. db.Database.GetMigrations()];
        if (applied.Except(known).FirstOrDefault() is { } unknown && known.Except(applied).Any())
        {
            throw new SettingException(
                "ConnectionStrings:Default",
                $"leads to a database of another version (its migration {unknown} is not known here) that cannot be brought to this "
                    + "one; start with an empty database, or go back to the version that made it."
            );
        }
    }

    private async Task PrepareAsync(CustomerServiceDbContext db, CancellationToken cancellationToken)
    {
        if (options.Value.Provider == DatabaseProvider.PostgreSql)
        {
            foreach (var schema in librarySchemas)
            {
                await schema.CreateAsync(options.Value.OwnerConnectionString, cancellationToken);
            }

            await RowLevelSecurity.ApplyAsync(
                db,
                options.Value.ConnectionString,
                [.. librarySchemas.Select(s => s.Name)],
                functions,
                cancellationToken
            );
        }
        else
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        }
    }
}
