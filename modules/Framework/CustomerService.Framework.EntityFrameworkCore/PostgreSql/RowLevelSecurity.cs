using System.Text;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerService.Framework.EntityFrameworkCore.PostgreSql;

/// <summary>
/// Puts a policy on every tenant-owned table, after migrations, as the owner: also when the application is wrong, a tenant sees and writes
/// only its own rows. Read from the model, so that a new table cannot be forgotten. Safe to run again.
/// </summary>
internal static class RowLevelSecurity
{
    private const string OwnTenant = """ "TenantId" = nullif(current_setting('app.tenant', true), '')::uuid """;
    private const string Sweep = " or current_setting('app.sweep', true) = 'on' ";

    public static async Task ApplyAsync(CustomerServiceDbContext ownerContext, string servingConnectionString, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder();
        foreach (var type in ownerContext.Model.GetEntityTypes().Where(t => typeof(IMultiTenant).IsAssignableFrom(t.ClrType) && !t.IsOwned()))
        {
            var rule = OwnTenant + (typeof(IHostSwept).IsAssignableFrom(type.ClrType) ? Sweep : "");
            sql.AppendLine(
                $"""
                alter table "{type.GetTableName()}" enable row level security;
                alter table "{type.GetTableName()}" force row level security;
                drop policy if exists tenant_rows on "{type.GetTableName()}";
                create policy tenant_rows on "{type.GetTableName()}" using ({rule}) with check ({rule});
                """);
        }

        var serving = new NpgsqlConnectionStringBuilder(servingConnectionString).Username;
        var owner = new NpgsqlConnectionStringBuilder(ownerContext.Database.GetConnectionString()).Username;
        if (!string.IsNullOrEmpty(serving) && serving != owner)
        {
            var role = "\"" + serving.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
            sql.AppendLine(
                $"""
                grant usage on schema public to {role};
                grant select, insert, update, delete on all tables in schema public to {role};
                grant usage, select on all sequences in schema public to {role};
                """);
        }

        await ownerContext.Database.ExecuteSqlRawAsync(sql.ToString().Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancellationToken);
    }
}
