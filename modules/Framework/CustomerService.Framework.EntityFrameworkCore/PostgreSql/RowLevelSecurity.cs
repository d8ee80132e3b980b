using System.Security.Cryptography;
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

    /// <summary>Several nodes may start at once: the first one writes, the others wait and find nothing to do.</summary>
    private const long LockId = 0x637573745f726c73;

    /// <summary>
    /// Touches only tables that lack their policy: a change of a policy locks out everybody else, and other nodes may be serving.
    /// </summary>
    public static async Task ApplyAsync(
        CustomerServiceDbContext ownerContext,
        string servingConnectionString,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await ownerContext.Database.BeginTransactionAsync(cancellationToken);
        await ownerContext.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockId})", cancellationToken);
        var guarded = (
            await ownerContext
                .Database.SqlQuery<string>(
                    $"""
                    select p.tablename || '.' || p.policyname as "Value" from pg_policies p join pg_class c on c.oid = format('%I.%I', p.schemaname, p.tablename)::regclass
                    where c.relrowsecurity and c.relforcerowsecurity
                    """
                )
                .ToListAsync(cancellationToken)
        ).ToHashSet();
        var sql = new StringBuilder();
        foreach (
            var type in ownerContext.Model.GetEntityTypes().Where(t => typeof(IMultiTenant).IsAssignableFrom(t.ClrType) && !t.IsOwned())
        )
        {
            var rule = OwnTenant + (typeof(IHostSwept).IsAssignableFrom(type.ClrType) ? Sweep : "");
            var (table, policy) = (type.GetTableName()!, PolicyName(rule));
            if (!guarded.Contains($"{table}.{policy}"))
            {
                sql.AppendLine(
                    $"""
                    alter table "{table}" enable row level security;
                    alter table "{table}" force row level security;
                    {string.Concat(
                        guarded.Where(g => g.StartsWith(table + ".", StringComparison.Ordinal)).Select(g =>
                            $"drop policy \"{g[(table.Length + 1)..]}\" on \"{table}\";"
                        )
                    )}
                    create policy "{policy}" on "{table}" using ({rule}) with check ({rule});
                    """
                );
            }
        }

        await GrantAsync(ownerContext, servingConnectionString, sql, cancellationToken);
        if (sql.Length > 0)
        {
            await ownerContext.Database.ExecuteSqlRawAsync(
                sql.ToString().Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
                cancellationToken
            );
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The name changes with the rule, so that a new rule replaces an old one.</summary>
    private static string PolicyName(string rule) =>
        "tenant_rows_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rule)))[..8];

    private static async Task GrantAsync(
        CustomerServiceDbContext ownerContext,
        string servingConnectionString,
        StringBuilder sql,
        CancellationToken cancellationToken
    )
    {
        var serving = new NpgsqlConnectionStringBuilder(servingConnectionString).Username;
        var owner = new NpgsqlConnectionStringBuilder(ownerContext.Database.GetConnectionString()).Username;
        if (string.IsNullOrEmpty(serving) || serving == owner)
        {
            return;
        }

        var missing = await ownerContext
            .Database.SqlQuery<bool>(
                $"""
                select exists (select from pg_tables where schemaname = 'public' and not has_table_privilege({serving}, format('%I.%I', schemaname, tablename), 'select, insert, update, delete')) as "Value"
                """
            )
            .SingleAsync(cancellationToken);
        if (!missing)
        {
            return;
        }

        var role = "\"" + serving.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        sql.AppendLine(
            $"""
            grant usage on schema public to {role};
            grant select, insert, update, delete on all tables in schema public to {role};
            grant usage, select on all sequences in schema public to {role};
            """
        );
    }
}
