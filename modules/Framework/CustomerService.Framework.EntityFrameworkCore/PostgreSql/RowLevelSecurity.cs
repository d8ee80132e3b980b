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

    /// <summary>
    /// The owner is no superuser and obeys the policies too, but a backup must hold every row. Only for the owner and only
    /// to read: the serving role's plans do not see this policy.
    /// </summary>
    private const string Backup = " current_setting('app.backup', true) = 'on' ";

    /// <summary>Several nodes may start at once: the first one writes, the others wait and find nothing to do.</summary>
    private const long LockId = 0x637573745f726c73;

    /// <summary>
    /// Touches only tables that lack their policies: a change of a policy locks out everybody else, and other nodes may be serving.
    /// </summary>
    public static async Task ApplyAsync(
        CustomerServiceDbContext ownerContext,
        string servingConnectionString,
        string[] librarySchemas,
        IEnumerable<IWrittenOnceFunction> functions,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await ownerContext.Database.BeginTransactionAsync(cancellationToken);
        await ownerContext.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockId})", cancellationToken);
        var sql = new StringBuilder();
        await GuardAsync(ownerContext, sql, cancellationToken);
        await ServingGrants.AddAsync(ownerContext, servingConnectionString, librarySchemas, sql, cancellationToken);
        Write(functions, ownerContext, servingConnectionString, sql);
        if (sql.Length > 0)
        {
            await ownerContext.Database.ExecuteSqlRawAsync(
                sql.ToString().Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
                cancellationToken
            );
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static void Write(
        IEnumerable<IWrittenOnceFunction> functions,
        CustomerServiceDbContext ownerContext,
        string servingConnectionString,
        StringBuilder sql
    )
    {
        var serving = new NpgsqlConnectionStringBuilder(servingConnectionString).Username ?? "";
        var owner = new NpgsqlConnectionStringBuilder(ownerContext.Database.GetConnectionString()).Username;
        var role = "\"" + serving.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        foreach (var function in functions)
        {
            sql.Append(function.Write(ownerContext))
                .AppendLine($"revoke all on function {function.Signature} from public;")
                .AppendLine(serving == owner || serving == "" ? "" : $"grant execute on function {function.Signature} to {role};");
        }
    }

    private static async Task GuardAsync(CustomerServiceDbContext ownerContext, StringBuilder sql, CancellationToken cancellationToken)
    {
        // By oid, never by casting a name to regclass: the planner may cast names of schemas that the owner must not enter.
        var present = (
            await ownerContext
                .Database.SqlQuery<TablePolicy>(
                    $"""
                    select c.relname::text as "Table", p.polname::text as "Policy", c.relrowsecurity and c.relforcerowsecurity as "IsForced"
                    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname = 'public'
                    """
                )
                .ToListAsync(cancellationToken)
        ).ToLookup(p => p.Table);
        foreach (
            var type in ownerContext.Model.GetEntityTypes().Where(t => typeof(IMultiTenant).IsAssignableFrom(t.ClrType) && !t.IsOwned())
        )
        {
            var table = type.GetTableName()!;
            var rule = OwnTenant + (typeof(IHostSwept).IsAssignableFrom(type.ClrType) ? Sweep : "");
            var wanted = new Dictionary<string, string>
            {
                [PolicyName("tenant_rows_", rule)] = $"using ({rule}) with check ({rule})",
                [PolicyName("backup_rows_", Backup)] = $"for select to current_user using ({Backup})",
            };
            if (present[table].Count() == wanted.Count && present[table].All(p => p.IsForced && wanted.ContainsKey(p.Policy)))
            {
                continue;
            }

            sql.AppendLine($"""alter table "{table}" enable row level security; alter table "{table}" force row level security;""");
            foreach (var policy in present[table])
            {
                sql.AppendLine($"""drop policy "{policy.Policy}" on "{table}";""");
            }

            foreach (var (name, clause) in wanted)
            {
                sql.AppendLine($"""create policy "{name}" on "{table}" {clause};""");
            }
        }
    }

    /// <summary>The name changes with the rule, so that a new rule replaces an old one.</summary>
    private static string PolicyName(string prefix, string rule) =>
        prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rule)))[..8];

    private sealed record TablePolicy(string Table, string Policy, bool IsForced);
}
