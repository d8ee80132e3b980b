using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerService.IntegrationTests.Isolation;

/// <summary>The walls between tenants, walked table by table: found in the model, not listed.</summary>
public sealed class IsolationTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>
{
    [Fact]
    public async Task Should_Show_The_Serving_Role_Only_Its_Tenants_Rows_In_Every_Table()
    {
        server.Require();
        var filled = 0;
        foreach (var table in TenantTables())
        {
            filled += await CountAsync(table, server.Alpha.Id, $"""select count(*) from "{table}" """) > 0 ? 1 : 0;
            (
                await CountAsync(table, server.Alpha.Id, $"""select count(*) from "{table}" where "TenantId" <> '{server.Alpha.Id}'""")
            ).ShouldBe(0, table);
            (await CountAsync(table, null, $"""select count(*) from "{table}" """)).ShouldBe(0, $"{table} without a tenant");
        }

        filled.ShouldBeGreaterThan(10, "tables with rows of alpha");
    }

    [Fact]
    public async Task Should_Refuse_To_Move_Take_Or_Delete_Another_Tenants_Rows_In_Every_Table()
    {
        server.Require();
        foreach (var table in TenantTables())
        {
            (
                await ChangeAsync(
                    server.Beta.Id,
                    $"""update "{table}" set "TenantId" = "TenantId" where "TenantId" = '{server.Alpha.Id}'"""
                )
            ).ShouldBe(0, table);
            (await ChangeAsync(server.Beta.Id, $"""delete from "{table}" where "TenantId" = '{server.Alpha.Id}'""")).ShouldBe(0, table);
        }
    }

    [Fact]
    public async Task Should_Have_A_Policy_On_Every_Tenant_Table_And_Own_Nothing()
    {
        server.Require();
        var unguarded = await ReadAsync(
            server.Settings.InspectorConnectionString,
            """
            select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)
              and exists (select from information_schema.columns col where col.table_schema = 'public' and col.table_name = c.relname
                  and col.column_name = 'TenantId')
            """
        );
        unguarded.ShouldBeEmpty();
        (
            await ReadAsync(
                server.Settings.Environment["ConnectionStrings__Default"],
                "select tablename::text from pg_tables where schemaname = 'public' and tableowner = current_user"
            )
        ).ShouldBeEmpty();
    }

    private List<string> TenantTables()
    {
        using var scope = server.Product.Services.CreateScope();
        var tables = scope
            .ServiceProvider.GetRequiredService<CustomerServiceDbContext>()
            .Model.GetEntityTypes()
            .Where(t => typeof(IMultiTenant).IsAssignableFrom(t.ClrType) && !t.IsOwned())
            .Select(t => t.GetTableName()!)
            .Distinct()
            .ToList();
        tables.Count.ShouldBeGreaterThan(20);
        return tables;
    }

    private async Task<long> CountAsync(string table, Guid? tenant, string sql)
    {
        await using var connection = await OpenAsync(tenant);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<int> ChangeAsync(Guid tenant, string sql)
    {
        await using var connection = await OpenAsync(tenant);
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        try
        {
            return await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // What only grows may be changed by nobody.
            return 0;
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(Guid? tenant)
    {
        var connection = new NpgsqlConnection(server.Settings.Environment["ConnectionStrings__Default"]);
        await connection.OpenAsync();
        if (tenant is not null)
        {
            await using var set = new NpgsqlCommand($"select set_config('app.tenant', '{tenant}', false)", connection);
            await set.ExecuteNonQueryAsync();
        }

        return connection;
    }

    private static async Task<List<string>> ReadAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
