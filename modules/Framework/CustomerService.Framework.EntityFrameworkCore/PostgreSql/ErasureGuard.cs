using System.Text;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerService.Framework.EntityFrameworkCore.PostgreSql;

/// <summary>
/// Rows that are written once leave with their tenant all the same. The serving role may not delete them; it may call a function of the
/// owner's, which does it for the connection's tenant, and only while <paramref name="Condition"/> holds.
/// </summary>
/// <param name="Condition">SQL; <c>{tenant}</c> stands for the connection's tenant.</param>
public sealed record ErasureGuard(string Condition)
{
    private const string Function = "erase_written_once";
    private const string OwnTenant = "nullif(current_setting('app.tenant', true), '')::uuid";

    /// <summary>The statement that calls it and returns how many rows are gone.</summary>
    internal const string Call = $"select {Function}() as \"Value\"";

    internal static IEnumerable<string> TablesOf(CustomerServiceDbContext db) =>
        db
            .Model.GetEntityTypes()
            .Where(t => typeof(IAppendOnly).IsAssignableFrom(t.ClrType) && typeof(IMultiTenant).IsAssignableFrom(t.ClrType))
            .Select(t => t.GetTableName()!);

    internal void Write(CustomerServiceDbContext ownerContext, string servingConnectionString, StringBuilder sql)
    {
        var serving = new NpgsqlConnectionStringBuilder(servingConnectionString).Username ?? "";
        var role = "\"" + serving.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        var condition = Condition.Replace("{tenant}", OwnTenant, StringComparison.Ordinal);
        sql.AppendLine(
            $"""
            create or replace function {Function}() returns bigint language plpgsql security definer set search_path = public as $body$
            declare gone bigint; total bigint := 0;
            begin
              if not ({condition}) then raise exception 'this tenant is not being erased' using errcode = '42501'; end if;
            """
        );
        foreach (var table in TablesOf(ownerContext))
        {
            sql.AppendLine(
                $"""
                  delete from "{table}" where "TenantId" = {OwnTenant};
                  get diagnostics gone = row_count;
                  total := total + gone;
                """
            );
        }

        sql.AppendLine(
            $"""
              return total;
            end $body$;
            revoke all on function {Function}() from public;
            grant execute on function {Function}() to {role};
            """
        );
    }
}
