using CustomerService.Framework.EntityFrameworkCore.Data;

namespace CustomerService.Framework.EntityFrameworkCore.PostgreSql;

/// <summary>The audit log forgets how a person was called who is nobody any more; that something happened, and when, stays.</summary>
/// <param name="Condition">SQL that must hold; <c>{tenant}</c> and <c>{person}</c> stand for their ids.</param>
public sealed record RedactionGuard(string Condition) : IWrittenOnceFunction
{
    private const string Function = "redact_written_once";

    string IWrittenOnceFunction.Signature => $"{Function}(uuid, text)";

    string IWrittenOnceFunction.Write(CustomerServiceDbContext ownerContext)
    {
        var tenant = IWrittenOnceFunction.OwnTenant;
        var condition = Condition
            .Replace("{tenant}", tenant, StringComparison.Ordinal)
            .Replace("{person}", "person", StringComparison.Ordinal);
        return $$"""
            create or replace function {{Function}}(person uuid, instead text) returns void language plpgsql security definer
            set search_path = public as $body$
            begin
              if not ({{condition}}) then raise exception 'this person is somebody' using errcode = '42501'; end if;
              update "AuditLogs" set "EntityName" = instead, "Changes" = '{}' where "TenantId" = {{tenant}} and "EntityId" = person;
              update "AuditLogs" set "UserName" = instead, "ClientAddress" = null where "TenantId" = {{tenant}} and "UserId" = person;
            end $body$;

            """;
    }
}
