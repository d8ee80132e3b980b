using System.Text;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Framework.EntityFrameworkCore.PostgreSql;

/// <summary>All rows that are written once leave with their tenant, when it is gone for good.</summary>
/// <param name="Condition">SQL that must hold; <c>{tenant}</c> stands for the connection's tenant.</param>
public sealed record ErasureGuard(string Condition) : IWrittenOnceFunction
{
    private const string Function = "erase_written_once";

    /// <summary>The statement that calls it and returns how many rows are gone.</summary>
    internal const string Call = $"select {Function}() as \"Value\"";

    string IWrittenOnceFunction.Signature => $"{Function}()";

    internal static IEnumerable<string> TablesOf(CustomerServiceDbContext db) =>
        db
            .Model.GetEntityTypes()
            .Where(t => typeof(IAppendOnly).IsAssignableFrom(t.ClrType) && typeof(IMultiTenant).IsAssignableFrom(t.ClrType))
            .Select(t => t.GetTableName()!);

    string IWrittenOnceFunction.Write(CustomerServiceDbContext ownerContext)
    {
        var tenant = IWrittenOnceFunction.OwnTenant;
        var sql = new StringBuilder();
        sql.AppendLine(
            $"""
            create or replace function {Function}() returns bigint language plpgsql security definer set search_path = public as $body$
            declare gone bigint; total bigint := 0;
            begin
              if not ({Condition.Replace("{tenant}", tenant, StringComparison.Ordinal)}) then
                raise exception 'this tenant is not being erased' using errcode = '42501';
              end if;
            """
        );
        foreach (var table in TablesOf(ownerContext))
        {
            sql.AppendLine(
                $"""
                  delete from "{table}" where "TenantId" = {tenant};
                  get diagnostics gone = row_count;
                  total := total + gone;
                """
            );
        }

        return sql.AppendLine("  return total;").AppendLine("end $body$;").ToString();
    }
}
