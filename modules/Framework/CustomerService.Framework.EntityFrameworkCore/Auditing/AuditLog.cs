using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Auditing;

/// <summary>Who changed which audited aggregate, when (UTC), from what to what, from where. Written with the change itself.</summary>
public sealed class AuditLog : TenantEntity, IAppendOnly
{
    public DateTime Time { get; init; }

    public Guid? UserId { get; init; }

    /// <summary>Null for the system itself.</summary>
    public string? UserName { get; init; }

    /// <summary>The name of an <see cref="Framework.Auditing.AuditAction"/>.</summary>
    public string Action { get; init; } = "";

    public string EntityType { get; init; } = "";

    public Guid EntityId { get; init; }

    /// <summary>What people called it at that time; it may be gone or called otherwise since.</summary>
    public string? EntityName { get; init; }

    /// <summary>JSON: property → [before, after]; secrets are never among them.</summary>
    public string Changes { get; init; } = "{}";

    public string? ClientAddress { get; init; }

    internal const int MaxNameLength = 200;

    internal static string? ShortName(string? name) =>
        name is null || name.Length <= MaxNameLength ? name
        : char.IsHighSurrogate(name[MaxNameLength - 1]) ? name[..(MaxNameLength - 1)]
        : name[..MaxNameLength];
}

internal sealed class AuditLogConfiguration : IEntityTypeConfiguration<AuditLog>
{
    public void Configure(EntityTypeBuilder<AuditLog> builder)
    {
        builder.ToTable("AuditLogs");
        builder.Property(x => x.UserName).HasMaxLength(256);
        builder.Property(x => x.Action).HasMaxLength(16);
        builder.Property(x => x.EntityType).HasMaxLength(128);
        builder.Property(x => x.EntityName).HasMaxLength(AuditLog.MaxNameLength);
        builder.Property(x => x.ClientAddress).HasMaxLength(64);
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.EntityType,
            x.EntityId,
        });
    }
}
