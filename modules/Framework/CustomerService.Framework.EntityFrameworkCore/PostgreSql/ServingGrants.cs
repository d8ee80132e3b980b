using System.Text;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace CustomerService.Framework.EntityFrameworkCore.PostgreSql;

/// <summary>
/// What the serving role may do with each table: read and write, but of an <see cref="IAppendOnly"/> one only read and
/// add, and the list of migrations it only reads. Tables of a library it reads and writes. What it holds beyond that
/// from an earlier version is taken back.
/// </summary>
internal static class ServingGrants
{
    private static readonly string[] ReadOnly = ["select"];
    private static readonly string[] AppendOnly = ["select", "insert"];
    private static readonly string[] All = ["select", "insert", "update", "delete"];

    /// <summary>Adds nothing where all is as it should be, or where one role serves and owns.</summary>
    public static async Task AddAsync(
        CustomerServiceDbContext ownerContext,
        string servingConnectionString,
        string[] librarySchemas,
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

        string[] schemas = ["public", .. librarySchemas];
        var tables = await ownerContext
            .Database.SqlQuery<TableRights>(
                $"""
                select n.nspname::text as "Schema", c.relname::text as "Table", array_remove(array[
                  case when has_table_privilege({serving}, c.oid, 'select') then 'select' end,
                  case when has_table_privilege({serving}, c.oid, 'insert') then 'insert' end,
                  case when has_table_privilege({serving}, c.oid, 'update') then 'update' end,
                  case when has_table_privilege({serving}, c.oid, 'delete') then 'delete' end], null) as "Rights"
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = any({schemas}) and c.relkind = 'r' and c.relowner = current_user::regrole
                """
            )
            .ToListAsync(cancellationToken);
        var appendOnly = ownerContext
            .Model.GetEntityTypes()
            .Where(t => typeof(IAppendOnly).IsAssignableFrom(t.ClrType))
            .Select(t => t.GetTableName())
            .ToHashSet();
        var role = "\"" + serving.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        foreach (var schema in tables.GroupBy(t => t.Schema))
        {
            var before = sql.Length;
            foreach (var table in schema)
            {
                var wanted =
                    table.Schema != "public" ? All
                    : table.Table == HistoryRepository.DefaultTableName ? ReadOnly
                    : appendOnly.Contains(table.Table) ? AppendOnly
                    : All;
                if (wanted.Except(table.Rights).Any())
                {
                    sql.AppendLine($"""grant {string.Join(", ", wanted)} on "{table.Schema}"."{table.Table}" to {role};""");
                }

                if (table.Rights.Except(wanted).ToList() is { Count: > 0 } tooMuch)
                {
                    sql.AppendLine($"""revoke {string.Join(", ", tooMuch)} on "{table.Schema}"."{table.Table}" from {role};""");
                }
            }

            if (sql.Length > before)
            {
                sql.AppendLine(
                    $"""
                    grant usage on schema "{schema.Key}" to {role};
                    grant usage, select on all sequences in schema "{schema.Key}" to {role};
                    """
                );
            }
        }
    }

    private sealed record TableRights(string Schema, string Table, string[] Rights);
}
