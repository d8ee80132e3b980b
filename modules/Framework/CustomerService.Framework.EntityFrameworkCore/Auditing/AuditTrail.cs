using System.Reflection;
using System.Text.Json;
using CustomerService.Framework.Auditing;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CustomerService.Framework.EntityFrameworkCore.Auditing;

/// <summary>Turns the pending changes of <see cref="AuditedAttribute"/> aggregates into audit rows.</summary>
internal static class AuditTrail
{
    private static readonly string[] NeverLogged =
    [
        nameof(AuditedAggregateRoot.ConcurrencyStamp),
        nameof(AuditedAggregateRoot.CreationTime),
        nameof(AuditedAggregateRoot.CreatorId),
        nameof(AuditedAggregateRoot.LastModificationTime),
        nameof(AuditedAggregateRoot.LastModifierId),
    ];

    /// <summary>Enum values by name, as in the tables: a number says nothing to a reader.</summary>
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] SecretWords = ["Password", "Secret", "Hash", "SecurityStamp"];

    public static List<AuditLog> Of(CustomerServiceDbContext context, DateTime now, ICurrentUser user, string? clientAddress) =>
        [
            .. context
                .ChangeTracker.Entries<AuditedAggregateRoot>()
                .Where(e =>
                    e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                    && e.Metadata.ClrType.GetCustomAttribute<AuditedAttribute>() is not null
                )
                .Select(entry => new AuditLog
                {
                    Time = now,
                    UserId = user.Id,
                    UserName = user.Name,
                    Action = entry.State switch
                    {
                        EntityState.Added => nameof(AuditAction.Created),
                        EntityState.Deleted => nameof(AuditAction.Deleted),
                        _ => nameof(AuditAction.Updated),
                    },
                    EntityType = entry.Metadata.ClrType.Name,
                    EntityId = entry.Entity.Id,
                    EntityName = AuditLog.ShortName(NameOf(entry)),
                    Changes = JsonSerializer.Serialize(ChangesOf(entry), Options),
                    ClientAddress = clientAddress,
                }),
        ];

    private static string? NameOf(EntityEntry entry) =>
        entry
            .Metadata.ClrType.GetProperty(entry.Metadata.ClrType.GetCustomAttribute<AuditedAttribute>()!.NameProperty)
            ?.GetValue(entry.Entity)
            ?.ToString();

    private static Dictionary<string, object?[]> ChangesOf(EntityEntry entry) =>
        entry
            .Properties.Where(p => !p.Metadata.IsPrimaryKey() && !NeverLogged.Contains(p.Metadata.Name))
            .Where(p =>
                entry.State == EntityState.Modified ? p.IsModified && !Equals(p.OriginalValue, p.CurrentValue) : p.CurrentValue is not null
            )
            .ToDictionary(
                p => p.Metadata.Name,
                p =>
                    SecretWords.Any(p.Metadata.Name.Contains)
                        ? ["•••", "•••"]
                        : new[]
                        {
                            entry.State == EntityState.Added ? null : p.OriginalValue,
                            entry.State == EntityState.Deleted ? null : p.CurrentValue,
                        }
            );
}
