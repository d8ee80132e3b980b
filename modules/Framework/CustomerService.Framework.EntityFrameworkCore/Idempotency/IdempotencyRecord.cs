using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Idempotency;

/// <summary>What was answered to a key, written with the effect itself: a caller who lost our answer may ask again.</summary>
internal sealed class IdempotencyRecord : TenantEntity
{
    public const int MaxKey = 100;

    /// <summary>For so long the same key means the same call.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public Guid CallerId { get; init; }

    public string Key { get; init; } = "";

    /// <summary>Of method, address and body, so that a key cannot be used for another call.</summary>
    public string Hash { get; init; } = "";

    public int Status { get; init; }

    public string? ContentType { get; init; }

    public string? Location { get; init; }

    public string Body { get; init; } = "";

    public DateTime CreatedAt { get; init; }
}

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("IdempotencyKeys");
        builder.Property(x => x.Key).HasMaxLength(IdempotencyRecord.MaxKey);
        builder.Property(x => x.Hash).HasMaxLength(64);
        builder.Property(x => x.ContentType).HasMaxLength(200);
        builder.Property(x => x.Location).HasMaxLength(500);
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.CallerId,
                x.Key,
            })
            .IsUnique();
        builder.HasIndex(x => new { x.TenantId, x.CreatedAt });
    }
}
