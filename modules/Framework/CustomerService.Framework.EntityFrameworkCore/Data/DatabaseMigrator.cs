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
    IEnumerable<ILibrarySchema> librarySchemas
)
{
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        await using var db = OwnerContext();
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
                cancellationToken
            );
        }
        else
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        }
    }
}
