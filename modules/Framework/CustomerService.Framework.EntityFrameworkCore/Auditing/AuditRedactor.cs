using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.PostgreSql;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Framework.EntityFrameworkCore.Auditing;

/// <summary>The one change that the audit log knows: who was erased is called otherwise in it.</summary>
public sealed class AuditRedactor(CustomerServiceDbContext db) : ITransientDependency
{
    /// <summary>In the caller's unit of work, after the person was erased (<see cref="RedactionGuard"/>).</summary>
    public async Task RedactAsync(Guid personId, string instead, CancellationToken cancellationToken = default)
    {
        if (db.Database.IsNpgsql())
        {
            FormattableString call = $"select redact_written_once({personId}, {instead})";
            await db.Database.ExecuteSqlAsync(call, cancellationToken);
            return;
        }

        await db.Set<AuditLog>()
            .Where(a => a.EntityId == personId)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.EntityName, instead).SetProperty(a => a.Changes, "{}"), cancellationToken);
        await db.Set<AuditLog>()
            .Where(a => a.UserId == personId)
            .ExecuteUpdateAsync(
                s => s.SetProperty(a => a.UserName, instead).SetProperty(a => a.ClientAddress, (string?)null),
                cancellationToken
            );
    }
}
