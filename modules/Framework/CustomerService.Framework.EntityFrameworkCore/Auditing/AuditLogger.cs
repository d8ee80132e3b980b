using System.Text.Json;
using CustomerService.Framework.Auditing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Framework.EntityFrameworkCore.Auditing;

internal sealed class AuditLogger(CustomerServiceDbContext db, ICurrentUser user, TimeProvider time, IHttpContextAccessor http)
    : IAuditLogger,
        ITransientDependency
{
    public void Record(
        AuditAction action,
        string entityType,
        Guid entityId,
        string? entityName,
        params (string Name, string Value)[] details
    ) => Add(user.Id, user.Name, action, entityType, entityId, entityName, details);

    public void RecordAs(Guid userId, string userName, AuditAction action, string entityType, Guid entityId, string? entityName) =>
        Add(userId, userName, action, entityType, entityId, entityName, []);

    private void Add(
        Guid? userId,
        string? userName,
        AuditAction action,
        string entityType,
        Guid entityId,
        string? entityName,
        (string Name, string Value)[] details
    ) =>
        db.Add(
            new AuditLog
            {
                Time = time.GetUtcNow().UtcDateTime,
                UserId = userId,
                UserName = userName,
                Action = action.ToString(),
                EntityType = entityType,
                EntityId = entityId,
                EntityName = AuditLog.ShortName(entityName),
                Changes = JsonSerializer.Serialize(details.ToDictionary(d => d.Name, d => new[] { null, d.Value })),
                ClientAddress = http.HttpContext?.Connection.RemoteIpAddress?.ToString(),
            }
        );
}
