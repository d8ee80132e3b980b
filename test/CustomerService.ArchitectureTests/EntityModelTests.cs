using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.ArchitectureTests;

/// <summary>The shape of the one model: tenant keys everywhere, and migrations that match it, on both providers.</summary>
public sealed class EntityModelTests
{
    public static TheoryData<string> Providers => ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Begin_Keys_Indexes_And_References_Of_Tenant_Tables_With_The_Tenant(string provider)
    {
        await using var scope = await ComposeAsync(provider);
        var tenantTables = scope
            .ServiceProvider.GetRequiredService<CustomerServiceDbContext>()
            .Model.GetEntityTypes()
            .Where(t => typeof(IMultiTenant).IsAssignableFrom(t.ClrType))
            .ToList();
        tenantTables.Count.ShouldBeGreaterThan(5);
        tenantTables.SelectMany(Offences).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Have_A_Migration_For_Every_Change_Of_The_Model(string provider)
    {
        await using var scope = await ComposeAsync(provider);
        scope
            .ServiceProvider.GetRequiredService<CustomerServiceDbContext>()
            .Database.HasPendingModelChanges()
            .ShouldBeFalse("Run ./etc/new-migration.sh");
    }

    private static IEnumerable<string> Offences(IEntityType table)
    {
        if (table.FindPrimaryKey()!.Properties[0].Name != nameof(IMultiTenant.TenantId))
        {
            yield return $"{table.GetTableName()}: the key does not begin with TenantId";
        }

        // The queue tables are swept over all tenants: their due index is the one exception, and it has a name.
        foreach (
            var index in table
                .GetIndexes()
                .Where(i => i.Properties[0].Name != nameof(IMultiTenant.TenantId) && !typeof(IHostSwept).IsAssignableFrom(table.ClrType))
        )
        {
            yield return $"{table.GetTableName()}: index "
                + $"{string.Join(',', index.Properties.Select(p => p.Name))} does not begin with TenantId";
        }

        foreach (var key in table.GetForeignKeys().Where(k => typeof(IMultiTenant).IsAssignableFrom(k.PrincipalEntityType.ClrType)))
        {
            if (key.Properties.All(p => p.Name != nameof(IMultiTenant.TenantId)))
            {
                yield return $"{table.GetTableName()} → {key.PrincipalEntityType.GetTableName()}: the reference does not carry TenantId";
            }
        }
    }

    private static Task<AsyncServiceScope> ComposeAsync(string provider)
    {
        var builder = WebHost.CreateBuilder([
            $"--Database:Provider={provider}",
            provider == "Sqlite"
                ? "--ConnectionStrings:Default=Data Source=:memory:"
                : "--ConnectionStrings:Default=Host=localhost;Username=nobody",
        ]);
        return Task.FromResult(builder.Build().Services.CreateAsyncScope());
    }
}
