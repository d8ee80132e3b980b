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

    /// <summary>Created, Updated or Deleted.</summary>
    public string Action { get; init; } = "";

    public string EntityType { get; init; } = "";

    public Guid EntityId { get; init; }

    /// <summary>JSON: property → [before, after]; secrets are never among them.</summary>
    public string Changes { get; init; } = "{}";

    public string? ClientAddress { get; init; }
}

internal sealed class AuditLogConfiguration : IEntityTypeConfiguration<AuditLog>
{
    public void Configure(EntityTypeBuilder<AuditLog> builder)
    {
        builder.ToTable("AuditLogs");
        builder.Property(x => x.UserName).HasMaxLength(256);
        builder.Property(x => x.Action).HasMaxLength(16);
        builder.Property(x => x.EntityType).HasMaxLength(128);
        builder.Property(x => x.ClientAddress).HasMaxLength(64);
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.EntityType,
            x.EntityId,
        });
    }
}
